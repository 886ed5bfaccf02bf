"""What a line looks like by itself: navigation, a date line, a byline, a credit, a caption. English, general, no site's own.

Each pattern is anchored or bounded so that a sentence of narration with the same words does not match: "Share prices fell
on Monday." is no share button.
"""

from __future__ import annotations

import re

from kb.read import stamps

_AGENCY = (
    r"(?:(?i:reuters|associated press|agence france-presse|getty(?: images)?|anadolu(?: agency)?|bloomberg|xinhua|interfax|kyodo(?: news)?|yonhap"
    r"|picture[ -]alliance|ukrinform|shutterstock|istock|alamy|agencies|news agencies|imago(?: images)?|nurphoto|sipa(?: usa)?|zuma(?: press)?|ritzau scanpix|epa-efe)"
    r"|AFP|AP|dpa|DPA|ANSA|Ansa|EFE|EPA|TASS|Tass|PA|UPI|IANS|PTI|ANI|AAP|CP|KNA|epd|Belga|ANP|APA|PAP|CTK|TT|NTB|VOA|RFE/RL)"
)
_NAME = r"[A-ZÀ-Þ][\w.'’-]+(?:\s+(?:(?:de|van|von|der|den|al|bin|da|di|la|le|el)\s+)*[A-ZÀ-Þ][\w.'’-]*){1,3}"
_AND = r"(?:,?\s+(?:and|&)\s+|,\s+|\s+&\s+)"

# --- photo credits, at the end of a line -------------------------------------------------------------------------------
_PHOTO = re.compile(
    r"(?:^|(?<=[\s.!?)\"'”’a-z]))(?:"
    r"\(?(?:Images?|Photos?|Photographs?|Pictures?|Pic|Foto|PHOTO|IMAGE|Illustration|Graphic|Credit|CREDIT|Photo credit|Image credit|Picture credit|Video)"
    r"(?:\s?:|\s+(?:by|courtesy(?: of)?|via)\b|\s?©)\s*[^.!?]{2,70}\.?\)?"
    rf"|\({_AGENCY}(?:\s(?:[Pp]hotos?|[Ii]mages?|[Vv]ideo|via|[Ff]ile)\b|\s?/)[^()]*\)\.?"
    rf"|[(\[](?!{_AGENCY}\s?[/,|])[^()\[\]]{{2,60}}[/,|]\s?{_AGENCY}(?:\s?/\s?[^()\[\]]{{2,40}})?(?: [Pp]hoto| via [^()\[\]]*)?[)\]]\.?"
    rf"|(?:[A-Z][\w.'’-]+\s+){{0,3}}[A-Z][\w.'’-]+\s?/\s?{_AGENCY}(?:\s?(?:/|via)\s?[\w ]{{2,40}})?"
    rf"|(?:[Vv]ia )?(?:Getty Images|Shutterstock|iStock|Alamy)(?:\s?/\s?[\w ]{{2,40}})?"
    rf"|{_AGENCY}\s?/\s?(?:Getty Images|[Ff]ile|AP|Scanpix|{_NAME})"
    r"|©\s?[^.!?]{2,60}"
    r"|\[(?:[Ff]ile|Photo|Image|Courtesy)[^\]]{0,60}\]"
    r")$"
)
_FILE = re.compile(
    r"^(?:FILE\b|File (?:photo|image|picture)|In this (?:file |undated )?(?:photo|image|picture|handout))|\b(?:file (?:photo|image|picture)|handout (?:photo|image|picture))\b.{0,40}$"
)
_SHOWN = re.compile(
    r"\((?:[LRC]|left|right|cent(?:er|re)|top|bottom|second (?:left|right)|pictured)\)|,\s(?:left|right|cent(?:er|re)|pictured),"
    r"|\b(?:seen here|pictured (?:here|above|left|right)|can be seen in this)\b|^(?:Photo|Image|Picture|Video|Caption|Graphic|Map|Chart)\s?:"
)
_VIEW = re.compile(
    r"^(?:Pictured|A view of|An aerial view|A general view|Above|Below|Left|Right|Top|Bottom|Clockwise)\b|\bpictured (?:in|at|on|during)\b"
)
_PARTICIPLE = re.compile(
    r"\S\s+(?:\w{2,}ing|seen|pictured|shown|surrounded|flanked|dressed|seated|damaged|parked)\s+"
    r"(?:in|at|on|during|with|to|outside|inside|near|after|before|from|past|through|against|into|along|alongside|beside|over|under|around|behind|for|by|next|hands|flags?|signs?|a|the|his|her|their)\b"
)
_PRESENT = re.compile(
    r"\b(?:attends?|speaks?|walks?|stands?|sits?|poses?|arrives?|gestures?|shakes?|looks?|holds?|waves?|address(?:es)?|inspects?|gathers?|listens?|greets?|rides?|carry|carries|hugs?|watch(?:es)?|queues?|works?|takes? part|react(?:s)?|celebrates?|smiles?)\b"
)
_FINITE = re.compile(
    r"\b(?:is|was|are|were|has|have|had|will|would|can|could|may|might|must|shall|should|did|does|do|said|says|told|n['’]t|isn|wasn)\b|['’](?:s|ve|ll|d|re)\s+(?:been|not|going)\b",
    re.IGNORECASE,
)

# --- closing credits ---------------------------------------------------------------------------------------------------
_CREDIT = re.compile(
    r"^[\s(\[*—–-]*(?:"
    r"(?:(?:Additional|Further|With(?: additional)?)\s+)?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Rr]esearch|[Pp]roduction|[Tt]ranslation) by\b"
    r"|(?:Additional|Further|With(?: additional)?) (?:reporting|material|input|information|writing|files|agency inputs?)\b"
    r"|(?:Edited|Compiled|Translated|Written and edited|Produced|Adapted) (?:from \w+ )?by\s*:?\s+[A-Z]"
    r"|(?:Editor|Editors|Editing|Edited by|Author|Source|Sources|SOURCE|Writer|Reporter)\s?:\s*\S"
    r"|(?:©|\([Cc]\)|Copyright\b)"
    r"|(?:This|The) (?:article|story|report|piece|material)\b.{0,40}\b(?:(?:first|originally) (?:published|appeared)|was (?:updated|corrected|amended)|may not be (?:published|reproduced))"
    r"|(?:The )?(?:Associated Press|AP|Reuters|AFP)(?: (?:video)?(?:writers?|journalists?|reporters?)\b.{0,120})?\s.{0,80}\bcontributed to this\b"
    r"|.{0,120}\bcontributed (?:to this (?:report|story|article|piece)|(?:to )?(?:the |additional )?reporting)\b"
    r")"
    rf"|^[a-z]{{2,4}}(?:[/,]\s?[a-z]{{2,4}})*\s\((?:[^()]*,\s?)?{_AGENCY}(?:,\s?[^()]*)?\)$"
    r"|^[A-Za-z]{2,4}(?:/[A-Za-z]{2,4})+$|^[—–-]{1,2}\s?.{2,80}\(@\w+\)"
    rf"|^[—–(-]*\s?(?:with\s+)?{_AGENCY}(?:(?:\s?[,/;&|]\s?|\s+and\s+){_AGENCY})*[)]?\.?$"
    r"|\b(?:all rights reserved|may not be (?:published|reproduced), (?:broadcast|rewritten))\b",
)
_RESERVED = re.compile(r"\ball rights reserved\b|^(?:end|ends|-30-|-ends-|###)$", re.IGNORECASE)

# --- navigation --------------------------------------------------------------------------------------------------------
_URL = re.compile(
    r"^(?:\S{0,20}[:\s])?(?:https?://|www\.)\S+$|^\S+@\S+\.\w+$|^\S+\.(?:com|org|net|co\.uk)(?:/\S*)?$", re.IGNORECASE
)
_COMMAND = re.compile(  # at the start of a line, whatever follows
    r"^(?:skip to|jump to|click (?:here|to|on)|tap (?:here|to|on)|sign up (?:to|for|here|now)|subscribe (?:to|for|now|here|today)|(?:read|see|learn|find out|discover) more\s*(?:[:>»|–-]|$|on|about|at|here)"
    r"|(?:also|now|next) (?:read|on|see)\s*:?|(?:read|see|watch|listen)(?: also| next| now)?\s*:|more\s*:|more (?:on|from)\b|related(?: (?:articles?|stories|topics?|content|links?|coverage|news|reading))?\s*(?::|$)"
    r"|don[’']?t miss\b|you (?:may|might|could) (?:also )?(?:like|enjoy|be interested)|what to read next|most (?:read|popular|viewed|shared)\b|recommended (?:for you|stories|reading|articles)"
    r"|follow (?:us|@|(?:\w+ ){1,4}on (?:twitter|facebook|instagram|x|whatsapp|telegram|google)\b)|like us on|share (?:this|on|via|with|the article)\b|copy link|this (?:site|website|page) uses cookies|we (?:use|and our partners use) cookies"
    r"|by (?:signing up|clicking|continuing|subscribing)\b|(?:manage|accept|reject) (?:all |your )?(?:cookies|preferences|settings)|enter your e-?mail|thank(?:s| you) for (?:signing|subscribing|reading)|get (?:the|our|all the) (?:latest|day[’']s|daily|best|top|news|free|app)\b"
    r"|(?:have|got) (?:a )?(?:news )?tips?\b|like this story|think your friends|if you (?:enjoyed|liked)|support (?:our|independent) (?:journalism|work)|(?:download|get) (?:the|our|\w+[’']s) (?:free )?app|please enable|enable javascript|your browser (?:does|is)|there was an error|listen to (?:this (?:article|story)|.{0,60}\b(?:live|here|podcast))"
    r"|continue reading|(?:story|article) continues|scroll (?:down|to)|to read (?:the full|more)|for more (?:news|stories|information|updates|on)\b.{0,60}(?:visit|click|follow|subscribe|sign)|view (?:comments|all|more|gallery|in browser)|watch live|live updates?\s*:|filed under|tags?\s*:|topics?\s*:|categor(?:y|ies)\s*:|keywords\s*:|breadcrumbs?"
    r"|join (?:the conversation|our|us on|the discussion)|keep an eye on your inbox|stay (?:up to date|informed|tuned)\b|receive (?:the|our)|you are reading|hear more|catch up on|follow (?:live|our|the latest)|all the latest|write to us|send (?:us )?(?:your|a tip)|in case you missed it|on our radar|also on \S+\.\w+|already a subscriber)",
    re.IGNORECASE,
)
_BUTTON = re.compile(  # the whole line
    r"^(?:(?:main |site |top )?(?:menu|navigation|search|home|close|open|share|tweet|post|print|e-?mail|save|copy|login|log in|log out|sign in|sign up|register|subscribe|donate|comments?|comment|replies|reply|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|instagram|youtube|rss|newsletters?|advertisement|advert|ad|sponsored|promoted|video|videos|play|pause|gallery|photos?|in pictures|audio|podcasts?|tags?|topics?|loading|sorry|trending|latest|latest news|live|live updates|breaking(?: news)?|news|top stories|headlines|opinion|sports?|weather|privacy|privacy policy|contact|contact us|about|about us|terms|terms (?:of use|and conditions|of service)|cookie policy|back to top|back|next|previous|more|read more|show more|load more|see all|view all|related|editor['’]?s picks?|what do you think|leave a (?:comment|reply)|add a comment|post a comment|skip(?: ad)?|advertise(?: with us)?|help|faq|accessibility|jobs|follow|following|listen|watch|transcript|embed|report a typo|print this page|bookmark|my account|english|edition|language|image|picture|slideshow))[.:!>»…|]*$"
    r"|^(?:[\w'’]+\s){1,4}newsletter$|^\d+\s*(?:comments?|shares?|views?|replies|likes?|photos?|images?|videos?)$|^(?:image|photo|picture|slide|page)?\s*\d+\s*(?:of|/)\s*\d+$|^\d+\s*[-–]?\s*min(?:ute)?s?\.?(?:\s+(?:read|watch|listen))?$|^(?:\d+|an?|one)\s+(?:second|minute|hour|day|week|month|year)s?\s+ago$|^\d{1,2}:\d{2}$",
    re.IGNORECASE,
)
_LIST_OPENER = re.compile(
    r"^(?:related|more (?:on|from|stories|news)|most (?:read|popular|viewed)|you (?:may|might)|don[’']?t miss|(?:read|see) (?:more|also|next)|also read|recommended|what to read|trending|top stories|latest(?: news)?|editor['’]?s picks?|next (?:on|up)|tags?\b|topics?\b|(?:on our radar|in case you missed))",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"^(?:\w+\s){0,2}[A-Z]?[a-z&]+[a-z](?:[A-Z][a-z]{2,})+(?:\s\w+){0,2}$")
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•·>])\s+")
_BRACKETED = re.compile(
    r"\[(?:INSIGHT|VIDEO|PICTURES|PHOTOS|REACTION|ANALYSIS|LATEST|REVEALED|COMMENT|OPINION|REPORT|EXCLUSIVE|UPDATE)\]\|?$"
)

# --- date lines and bylines --------------------------------------------------------------------------------------------
_BYLINE = re.compile(
    rf"^(?:By|BY|Words by|Story by|Written by|Text by|Author:|Reported by)\s*:?\s+(?:{_NAME}|[A-Z][A-Z.'’ -]+|[A-Z][\w.-]+|(?:our|a) [\w ]+)(?:{_AND}{_NAME})*(?:(?:,|\s+(?:in|at|for|of|\||-|–))\s.{{1,60}})?$"
)
_PLACED = re.compile(
    rf"^({_NAME})((?:{_AND}{_NAME})*)(?:\s+in\s+|,\s+)(?:[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+)?)(?:(?:,|\s+and)\s+[A-Z][\w.'’-]+)*(?:\s+(?:correspondent|bureau chief|editor|reporter))?$"
)
_PERSON = re.compile(rf"^{_NAME}(?:{_AND}{_NAME})*(?:\s*[|/,–-]\s*{_AGENCY})?$")
_STAFF = re.compile(
    r"^(?:Staff (?:writer|reporter|and agencies)|From our (?:own )?correspondent|News desk|Web desk|.{3,40} (?:Correspondent|correspondent|Staff Writer|staff writer|Bureau Chief|Editor|Reporter|News Service))$"
)
_OFFICE = re.compile(
    r"\b(?:staff|desk|news|agenc(?:y|ies)|correspondent|reporter|editor|writer|bureau|team|wire)\b", re.IGNORECASE
)
_TIME = re.compile(
    r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\b\d{1,2}\s*[ap]\.?m\.?|\b(?:GMT|UTC|CET|CEST|BST|EST|EDT|ET|CT|PT|PST|PDT|IST|JST|KST|HKT|EAT|WAT|MSK)\b(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2}\b"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?|\b(?:last\s+|first\s+|originally\s+)?(?:published|posted|updated?|modified|edited|changed|released|issued|created|revised|date|on|at|time)\b\s*:?",
    re.IGNORECASE,
)
_RESIDUE = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_PREFIX = re.compile(
    rf"^[*_]{{0,2}}(?:\(?(?:UPDATE\s?\d*|CORRECTED)\)?[\s:–—-]+)?(?P<place>(?:[A-ZÀ-Þ][\w.'’-]*|de|la|le|of|the|and)(?:[\s/,-]+(?:[A-ZÀ-Þ][\w.'’-]*|de|la|le|of|the|and)){{0,5}})?"
    rf"(?P<date>,?\s*\(?(?:[A-Za-z]{{3,9}}\.?\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}\s+[A-Za-z]{{3,9}}\.?,?(?:\s+\d{{4}})?|\d{{4}}-\d\d-\d\d)\)?)?"
    rf"(?P<agency>,?\s*\(?{_AGENCY}(?:\s?[/,]\s?{_AGENCY})*\)?|\s*\([A-Z][\w .&'’-]{{1,30}}\))?"
    r"[*_]{0,2}\s*(?P<dash>—|–|--|-(?=\s)|:(?=\s))\s*(?=[\"'“‘A-ZÀ-Þ\d])"
)


def navigation(text: str) -> bool:
    """Say whether the line is part of the page, not of the story."""
    bare = _NUMBERED.sub("", text)
    if not any(character.isalnum() for character in bare):
        return True
    if _URL.match(bare) or _BUTTON.match(bare) or _BRACKETED.search(bare) or _CAMEL.match(bare):
        return True
    words = len(bare.split())
    return (
        (words <= 45 and bool(_COMMAND.match(bare)))
        or _crumbs(bare)
        or (text.startswith("|") and text.rstrip().endswith("|"))
    )


def opens_list(text: str) -> bool:
    """Say whether the lines below are links: "Related articles"."""
    return bool(_LIST_OPENER.match(text)) and len(text.split()) <= 8


def credit(text: str) -> bool:
    """Say whether the line only names those who made or own the story."""
    return len(text.split()) <= 60 and bool(_CREDIT.search(text) or _RESERVED.search(text))


def photo(text: str) -> str | None:
    """Return the words before a photo credit at the end of the line ("" if there are none), `None` without a credit."""
    match = _PHOTO.search(text)
    return text[: match.start()].strip() if match else None


def shown(text: str) -> bool:
    """Say whether the line says itself that it is about a picture."""
    return len(text.split()) <= 40 and bool(_FILE.search(text) or _SHOWN.search(text))


def depicts(text: str) -> bool:
    """Say whether the words are put as a caption without a full stop puts them: a participle or a plain present, no past."""
    words = len(text.split())
    if _VIEW.search(text):
        return True
    if words < 7 or _FINITE.search(text):
        return False
    return bool(_PARTICIPLE.search(text)) or (words >= 9 and bool(_PRESENT.search(text)))


def finite(text: str) -> bool:
    """Say whether it holds a verb form that only sentences have."""
    return bool(_FINITE.search(text))


def byline(text: str) -> bool:
    """Say whether the line names the author by itself, anywhere on the page."""
    return len(text.split()) <= 20 and bool(_BYLINE.match(text) or _STAFF.match(text))


def names_author(text: str) -> bool:
    """Say whether the line can be a byline in the place of one: "Jane Doe in Paris", "Jane Doe"."""
    return len(text.split()) <= 12 and bool(_PLACED.match(text) or _PERSON.match(text))


def authors(text: str) -> tuple[str, ...]:
    """Return the people that a byline names."""
    bare = re.sub(r"^(?:\w+ )?by\s*:?\s+|^Author:\s*", "", text, flags=re.IGNORECASE)
    bare = re.split(r"\s+(?:in|at|for|of|\|)\s+|\s[|–-]\s", bare)[0]
    named = (part.strip(" ,.") for part in re.split(_AND, bare) if not _OFFICE.search(part))
    return tuple(
        part.title() if part.isupper() else part
        for part in named
        if re.fullmatch(_NAME + r"|[A-Z][A-Z.'’ -]+ [A-Z][A-Z'’-]+", part)
    )


def timestamped(text: str) -> bool:
    """Say whether a line with a date says what the date is of: "Published: …", or names a clock time."""
    return bool(
        re.search(r"\d:\d\d|\b(?:published|posted|updated?|modified|issued|released|written)\b", text, re.IGNORECASE)
    )


def dated(text: str) -> bool:
    """Say whether a line holds a date and nothing else but a time, a label, a place, an author or an agency."""
    if len(text.split()) > 25:
        return False
    rest, found = text, False
    for date in reversed(list(stamps.find(text))):
        rest, found = rest[: date.start] + " | " + rest[date.end :], True
    rest = _TIME.sub(" ", rest)
    if not found:
        return False
    parts = [part.strip(" ,;()–—-·•") for part in rest.split("|")]
    return all(_place(part) or byline(part) or names_author(part) for part in parts if part)


def _place(text: str) -> bool:
    words = _RESIDUE.findall(text)
    return len(words) <= 4 and all(word[0].isupper() or word == "dpa" for word in words)


def _crumbs(text: str) -> bool:
    """Say whether it is a path or menu run together on a line: Home > World > Europe, News | Sport | Opinion."""
    parts = re.split(r"\s*[|>»›•·]\s*|\s/\s", text)
    return (
        len(parts) >= 3 and not text.endswith(".") and sum(len(part.split()) <= 3 for part in parts) >= len(parts) - 1
    )


def dateline(text: str, *, opening: bool) -> int:
    """Return where the sentence starts after "PARIS, 3 May 2023 (Agency) — ", 0 if nothing stands before it.

    A place alone is believed only in capitals and in the opening paragraph; past it, an agency or date must be there too.
    """
    match = _PREFIX.match(text)
    if not match or not (match["place"] or match["date"] or match["agency"]):
        return 0
    place = match["place"] or ""
    backed = bool(match["agency"]) or (match["date"] is not None and any(stamps.find(match["date"])))
    capitals = sum(character.isupper() for character in place) >= 3 and place.upper().replace(" OF ", " of ") == place
    if backed and match["dash"] != ":":
        return match.end()
    return match.end() if opening and capitals else 0
