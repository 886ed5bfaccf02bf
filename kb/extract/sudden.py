"""Words for what nobody expects: sudden events by kind, whatever carries them, their harm, and what happens at once."""

from __future__ import annotations

from typing import Final

KINDS: Final = tuple(
    frozenset(words.split())
    for words in (
        "collapse fall give go come cave crumble bring bury landslide mudslide rockslide landslip avalanche",
        "explode explosion blast bomb bombing detonate detonation",
        "steal theft rob robbery heist burglary burgle raid break",
        "shell shelling shoot shooting fire gunfire artillery bombard bombardment attack strike hit land fall retaliate missile rocket drone",
        "fire blaze burn inferno wildfire",
        "crash collide collision derail derailment wreck accident",
        "aground grounding sink sinking capsize shipwreck strike run",
        "earthquake quake tremor strike hit shake",
        "storm hurricane typhoon cyclone tornado strike hit",
        "flood flooding inundate burst",
        "stab stabbing kill killing murder attack",
        "stampede crush trample",
        "leak spill",
        "convict conviction sentence acquit acquittal verdict jail",
        "hijack hijacking kidnap kidnapping abduct abduction",
    )
)  # words for one and the same sudden event
ALL: Final = frozenset().union(*KINDS)
GENERIC: Final = frozenset({"accident", "disaster", "incident", "tragedy", "catastrophe", "crime"})
LOOSE: Final = frozenset(
    ["give", "go", "come", "bring", "break", "run", "land", "cave"]
)  # tell of it beside its things only
MANY: Final = LOOSE.union(
    ["fall", "bury", "strike", "hit", "fire", "burn", "shake", "burst", "kill", "sink", "crush"]
)  # verbs that tell of much else
CARRIES: Final = frozenset(
    ["carry", "commit", "launch", "exchange", "cause", "trigger", "stage", "suffer", "set", "conduct", "mount", "make"]
)  # whose object is what happened
HARM: Final = frozenset(["kill", "die", "injure", "wound", "hurt", "lose", "destroy", "damage", "trap", "cost"])
HARMED: Final = HARM | {"dead", "death", "victim", "casualty", "toll", "injury", "missing", "collapse"}
EFFECTS: Final = frozenset(
    [
        "smash", "shatter", "force", "break", "destroy", "damage", "flatten", "crush", "sweep", "bury", "trap", "hit", "fall", "plunge", "topple", "crash",
        "flee", "escape", "grab", "burst", "rip", "tear", "scatter", "overturn", "land", "engulf", "tumble", "slam", "plough", "plow",
    ]
)  # fmt: skip
