"""The tables as this version of the program wants them; how they came to be so stands in migrations/."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
)

from storage.kept.texts import Text

# Every revision under migrations/versions, oldest first. Kept here as well so that a start on a database that
# is up to date need not load the migration library to know it.
REVISIONS = (
    *("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0012", "0013"),
    *("0014", "0015", "0016", "0017"),
)
HEAD = REVISIONS[-1]

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

# One row: how often the corpus has changed, and the edition of what told who is who in it.
corpus = Table(
    "corpus",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("people_edition", Integer, nullable=False, server_default="0"),
)

# The last revisions, each with a random mark, by which a copy knows whether it is one of this corpus.
revisions = Table(
    "revisions",
    metadata,
    Column("revision", Integer, primary_key=True),
    Column("mark", Text, nullable=False),
)

# Articles that have left, with the revision they left in, as long as that is among the last.
departures = Table(
    "departures",
    metadata,
    Column("article", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Index(None, "revision"),
)

# People that are no more, likewise.
people_departures = Table(
    "people_departures",
    metadata,
    Column("person", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Index(None, "revision"),
)

documents = Table(
    "documents",
    metadata,
    Column("location", Text, primary_key=True),
    Column("key", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("analysis_version", Integer, nullable=False),
    Column("given", Text, nullable=False),
    UniqueConstraint("key"),
)

# Texts and readings stand apart from what lists and filters: walking 20,000 rows must not walk their pages.
document_texts = Table(
    "document_texts",
    metadata,
    Column("location", Text, ForeignKey("documents.location", ondelete="CASCADE"), primary_key=True),
    Column("text", Text, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("location", Text, ForeignKey("documents.location", ondelete="CASCADE"), nullable=False),
    # Articles are listed by their document's key and then as the document has them: 003-2 before 003-10.
    Column("key", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("outlet", Text),
    Column("published", Text),
    Column("language", Text, nullable=False),
    Column("truncated", Boolean, nullable=False),
    Column("url", Text),
    Column("file", Text, nullable=False),
    Column("words", Integer, nullable=False),
    # In which it was stored as it is.
    Column("revision", Integer, nullable=False, server_default="0"),
    # Of what took its figures out of it, 0 where nothing did.
    Column("figures_edition", Integer, nullable=False, server_default="0"),
    UniqueConstraint("key", "position"),
    Index(None, "location"),
    Index(None, "revision"),
    Index(None, "figures_edition"),
)

# `terms` as in `bot.words.findings.KeptTerms`, with the edition that read them; 0 where none did.
readings = Table(
    "readings",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("article", Text, nullable=False),
    Column("analysis", Text, nullable=False),
    Column("terms", Text),
    Column("terms_edition", Integer, nullable=False, server_default="0"),
    Index(None, "terms_edition"),
)

# What telling who is who needs of each figure of each article (JSON), under what it is filed, and who it is:
# `bot.words.changes.Filing` says what the columns mean. Not filed yet where the bucket is missing.
figures = Table(
    "figures",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("figure", Integer, primary_key=True, autoincrement=False),
    Column("seen", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("bucket", Text),
    Column("read_as", Text),
    Column("letters", Text),
    Column("parts", Text),
    Column("begins", Text),
    Column("person", Text),
    Index(None, "bucket"),
    Index(None, "letters"),
    Index(None, "parts"),
    Index(None, "begins"),
    Index(None, "person"),
)

# The given names of figures, and the parts of their other full names, by the kind.
figure_names = Table(
    "figure_names",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("figure", Integer, primary_key=True, autoincrement=False),
    Index(None, "article_id"),
    sqlite_with_rowid=False,
)

# Each with the revision it was stored in as it is.
people = Table(
    "people",
    metadata,
    Column("key", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("revision", Integer, nullable=False, server_default="0"),
    Index(None, "revision"),
)

# What people are called, without case and accents.
people_names = Table(
    "people_names",
    metadata,
    Column("name", Text, primary_key=True),
    Column("person", Text, ForeignKey("people.key", ondelete="CASCADE"), primary_key=True),
    Index(None, "person"),
    sqlite_with_rowid=False,
)

# What was put right about who is who, each as one JSON text: the log, undone ones included.
corrections = Table(
    "corrections",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("correction", Text, nullable=False),
)

# What ended the process that read it, or came to no end in it: not read again by the same analysis.
harmful_documents = Table(
    "harmful_documents",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("analysis_version", Integer, nullable=False),
    Column("reason", Text, nullable=False),
)

# `request` is a hash of what was asked; `revision` the last one the answer is known to be right for, `basis`
# what it rests on (null where on that revision alone), `made` seconds since 1970. `kept` counts the answers
# kept so far; the smallest leaves first. `shows` are the ids of the articles it has words of, a line each.
answers = Table(
    "answers",
    metadata,
    Column("request", Text, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("edition", Text, nullable=False),
    Column("revision", Text, nullable=False),
    Column("basis", Text),
    Column("made", BigInteger, nullable=False),
    Column("kept", Integer, nullable=False),
    Column("answer", Text, nullable=False),
    Column("shows", Text),
    Index(None, "kept"),
    Index(None, "made"),
)

# What is known of a chat. Whatever table has a column `chat`, its rows move with the chat when its id changes
# and are deleted when it is forgotten; rows with a column `telegram_user` are deleted when that user is
# (`storage.kept.chats`).
chats = Table(
    "chats",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("timezone", Text),
    Column("language", Text),
    Column("excerpts", Text),
    Column("introduced", Boolean, nullable=False),
    Column("turned_away", Boolean, nullable=False),
    # Why the bot may not write there, and since when (seconds since 1970).
    Column("barred", Text),
    Column("barred_since", Integer),
    # The mark printed on every page of its documents.
    Column("handling", Text),
    # When alerts come without a sound, in its time zone: "22:00-07:00".
    Column("quiet", Text),
)

# What the buttons under a message lead to. `message` is not known before the message is sent.
screens = Table(
    "screens",
    metadata,
    Column("key", Text, primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("message", BigInteger),
    Column("kind", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("revision", Text, nullable=False),
    Column("choices", Text, nullable=False),
    Column("parent", Text),
    Column("made", Integer, nullable=False),
    Index(None, "chat"),
    Index(None, "made"),
)

# What people thought of an answer: one opinion a person and screen.
opinions = Table(
    "opinions",
    metadata,
    Column("screen", Text, ForeignKey("screens.key", ondelete="CASCADE"), primary_key=True),
    Column("telegram_user", BigInteger, primary_key=True, autoincrement=False),
    Column("useful", Boolean, nullable=False),
    Column("given", Integer, nullable=False),
    # What is wrong with it, where that was said: a value of `bot.words.chats.Fault`.
    Column("fault", Text),
)

# Watches and schedules, and up to where a chat that asks was briefed. `topic` is that of a forum, 0 for none;
# times are seconds since 1970. `asked_by` is the user who asked, taken out when they want to be forgotten.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("topic", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("timetable", Text),
    Column("zone", Text),
    Column("due", BigInteger),
    Column("told", BigInteger),
    Column("muted_until", BigInteger),
    Column("asked_by", BigInteger),
    Column("narrowed", Text),
    Index(None, "chat"),
    sqlite_autoincrement=True,  # a button of a deleted one must never reach another
)

# Every article that ever came, in the order they came; kept when it leaves, so that it is never new again.
arrivals = Table(
    "arrivals",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("article", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("digest", Text, nullable=False),
    UniqueConstraint("fingerprint"),
    Index(None, "digest"),
    Index(None, "article"),
)

# The stories a subscription was told, also where their words change later; `delivery` is the message that
# told one, where one did that came unasked.
told = Table(
    "told",
    metadata,
    Column(
        "subscription",
        Integer,
        ForeignKey("subscriptions.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("story", Text, primary_key=True),
    Column("at", BigInteger, nullable=False, server_default="0"),
    Column("delivery", Integer),
    Index(None, "at"),
)

# The outbox: messages written down before they are sent. `buttons`, `before` and `answer`, what a message
# shows, are JSON. One that `amends` another is no message of its own: it changes what that one shows.
# `version` counts how often what it shows was changed while it waited.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("topic", BigInteger, nullable=False),
    Column("window", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("buttons", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("not_before", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("doubts", Integer, nullable=False),
    Column("reason", Text),
    Column("message", BigInteger),
    Column("made", BigInteger, nullable=False),
    # What its subscriptions had seen and been told before it, for the case that it never arrives.
    Column("before", Text, nullable=False),
    Column("answer", Text),
    Column("amends", Integer),
    Column("version", Integer, nullable=False, server_default="0"),
    UniqueConstraint("chat", "topic", "window"),
    Index(None, "state", "not_before"),
    Index(None, "amends"),
    sqlite_autoincrement=True,  # what a chat was told names one, and must never come to name another
)

# What Telegram has handed over; `content` is the update as JSON, empty once it was acted on. Where several
# processes serve: `worker` is the number of the one that acts on it, `queue` the chat whose updates it waits
# among; both are empty once it was acted on.
inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat", BigInteger),
    Column("content", Text),
    Column("taken", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("queue", BigInteger),
    Column("worker", BigInteger),
    Index(None, "chat"),
    Index(None, "queue"),
    Index(None, "worker"),
)

# Telegram's sending limits, where several processes keep them together: when a bucket of a chat will have run
# dry, in seconds since 1970 by the clock of the database. The chat 0 stands for all of them.
paces = Table(
    "paces",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),
    Column("free", Double, nullable=False),
)

# What somebody asked within the last minute, where several processes count it together: `times` in seconds
# since 1970 by the clock of the database, as JSON.
requests = Table(
    "requests",
    metadata,
    Column("telegram_user", BigInteger, primary_key=True, autoincrement=False),
    Column("times", Text, nullable=False),
    Column("told", Integer, nullable=False),
)

# One row: the id of the bot this database belongs to.
owner = Table(
    "owner",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("bot", BigInteger, nullable=False),
)

# One row: when the serving process last heard from Telegram, in seconds since 1970.
heartbeat = Table(
    "heartbeat",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
)

# What the corpus is fed from: `bot.words.feeds.Feed` says what each column means.
feeds = Table(
    "feeds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("given", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("name", Text),
    Column("kind", Text, nullable=False),
    Column("title", Text),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("digest", Text),
    Column("visited", BigInteger),
    Column("succeeded", BigInteger),
    Column("failures", Integer, nullable=False),
    Column("failing_since", BigInteger),
    Column("next_visit", BigInteger, nullable=False),
    Column("pause", Integer, nullable=False),
    Column("off_since", BigInteger),
    Column("wrong", Text),
    Column("unreadable", Boolean, nullable=False),
    UniqueConstraint("given"),
    Index(None, "address"),
    Index(None, "next_visit"),
    sqlite_autoincrement=True,  # a number somebody read in a list must never come to mean another feed
)

# The items feeds have listed. `facts` (JSON) and `text` are kept while an item waits to be taken in;
# `appeared` is when it was published, else first listed; `listed` when its feed last had it; `readings` how
# often it was taken in.
feed_items = Table(
    "feed_items",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("feed", Integer, ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),
    Column("key", Text, nullable=False),
    Column("address", Text),
    Column("digest", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("facts", Text),
    Column("text", Text),
    Column("appeared", BigInteger, nullable=False),
    Column("listed", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("readings", Integer, nullable=False),
    Column("not_before", BigInteger, nullable=False),
    Column("wrong", Text),
    UniqueConstraint("feed", "key"),
    Index(None, "address"),
    Index(None, "stage", "not_before"),
    Index(None, "feed", "appeared"),
)

# What hosts want of robots, and until when they want to be left alone.
hosts = Table(
    "hosts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("rules", Text, nullable=False),
    Column("read", BigInteger),
    Column("not_before", BigInteger, nullable=False),
)
