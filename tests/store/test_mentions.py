import sqlite3
import sys
from contextlib import closing

from ingest.read.load import Base
from ingest.store.mentions import remember, tag_alone, tag_texts
from ingest.store.other_process import call
from ingest.tag.mention import Mention
from kb.model.vocabulary import Vocabularies

TEXT = "Emergency admissions in Erewash fell by 12% after the multispecialty community provider began."


def tagged_and_loaded(vocabularies: Vocabularies) -> tuple[list[Mention], list[str]]:
    found = tag_alone([TEXT], vocabularies)
    return found[TEXT], [name for name in sys.modules if name.startswith("torch.")]


def test_a_process_that_only_tags_gives_the_same_without_loading_torch(real_base: Base) -> None:
    mentions, loaded = call(tagged_and_loaded, real_base.vocabularies)
    assert loaded == []
    assert mentions
    assert mentions == tag_texts([TEXT], real_base.vocabularies)[TEXT]


def test_two_builds_may_keep_the_mentions_of_one_text() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("create table mentions (key text primary key, mentions text not null)")
        remember(connection, {"key": []})
        remember(connection, {"key": []})
        assert connection.execute("select * from mentions").fetchall() == [("key", "[]")]
