-- The ledger. article, sighting, reading and log are the truth; what follows the line below is derived from them.

CREATE TABLE article (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,        -- SHA-256 of the text
    text BLOB NOT NULL              -- UTF-8, in which lone surrogates may stand
);

CREATE TABLE sighting (             -- one text may be met in several places, with other metadata in each
    article TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    rank INTEGER NOT NULL,          -- prefer the smallest rank, then the smallest metadata
    metadata TEXT NOT NULL,         -- the article as JSON, without its text and source
    digest TEXT NOT NULL,           -- SHA-256 of metadata
    source TEXT NOT NULL,
    PRIMARY KEY (article, rank, metadata)
) WITHOUT ROWID;

CREATE TABLE reading (              -- the claims that one extractor read from a text under the metadata of one sighting
    article TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    digest TEXT NOT NULL,
    extractor TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    claims TEXT NOT NULL,           -- JSON
    PRIMARY KEY (article, digest, extractor)
);

CREATE TABLE log (                  -- one line a change; its last number is the ledger's sequence
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    action TEXT NOT NULL,
    article TEXT NOT NULL
);

CREATE VIEW preferred AS
SELECT number, id, text, metadata, digest, source
FROM article JOIN sighting ON article.id = sighting.article
WHERE (rank, metadata) = (
    SELECT rank, metadata FROM sighting AS other WHERE other.article = article.id ORDER BY rank, metadata LIMIT 1
);

CREATE VIEW latest AS               -- of several extractors the one that read last counts
SELECT reading.article, reading.extractor, reading.claims
FROM preferred JOIN reading ON reading.article = preferred.id AND reading.digest = preferred.digest
WHERE reading.sequence = (
    SELECT max(sequence) FROM reading AS other WHERE other.article = reading.article AND other.digest = reading.digest
);

CREATE VIRTUAL TABLE article_words USING fts5 (text, content='');   -- contentless: the text itself is kept once

------------------------------------------------------------------------------------------------------------------------

CREATE TABLE derived (sequence INTEGER NOT NULL);                   -- the sequence that the tables below cover

CREATE TABLE entity (id TEXT PRIMARY KEY, entity TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE claim (id TEXT PRIMARY KEY, article TEXT NOT NULL, claim TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE denotation (
    claim TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, entity TEXT NOT NULL,
    PRIMARY KEY (claim, start, stop, entity)
) WITHOUT ROWID;

CREATE TABLE event (                -- number: its place on the timeline; days are year * 10000 + month * 100 + day
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, event TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL,
    earliest INTEGER, latest INTEGER
);
CREATE INDEX event_earliest ON event (earliest, latest);
CREATE INDEX event_latest ON event (latest);

CREATE TABLE evidence (event TEXT NOT NULL, claim TEXT NOT NULL, PRIMARY KEY (event, claim)) WITHOUT ROWID;

CREATE TABLE part (entity TEXT NOT NULL, event TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (entity, event)) WITHOUT ROWID;
CREATE INDEX part_event ON part (event);

CREATE VIRTUAL TABLE event_words USING fts5 (label, quotes, content='');
