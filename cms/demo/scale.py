"""A library of many made-up items, to measure with. Made by the database, not page by page."""

import random
from datetime import timedelta
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone
from wagtail.models import Page

from content.versions import renew_on_commit
from library.facets import FACETS, facet_of, places, token
from library.models import LibraryIndexPage, LibraryPage, PracticeExamplePage
from taxonomy.models import Area

BATCH = 5000
SEED = 7
TERMS = {"topics": 3, "sectors": 2, "roles": 2, "stages": 2, "ages": 2, "areas": 1, "flags": 1}
"""How many terms an item has at most, by field."""
SETTINGS = ("A school", "A health visitor", "A police team", "A prison", "A court", "A charity")
DEEDS = (
    "names one adult",
    "opens a homework club",
    "writes a protocol",
    "trains its staff",
    "changes its visits",
    "asks children",
    "shares what it knows",
)
ENDS = (
    "for children with a parent in prison",
    "after an arrest",
    "before release",
    "during a long sentence",
    "with grandparents",
    "for babies",
    "in term time",
)
COMMON = ("children", "prison", "parent", "family", "support", "school")
NEARLY = 0.94
"""The share of texts that have each of them."""
SOME = {"tenancy": 0.05, "chaplaincy": 0.004}
"""Words by the share of texts that have them: a common one and a rare one."""
OTHERS = (
    *("visit", "letter", "worker", "teacher", "nurse", "officer", "referral", "plan", "meeting"),
    *("partner", "trust", "stigma", "silence", "money", "travel", "phone", "home", "carer"),
    *("sibling", "mother", "father", "court", "arrest", "release", "probation", "training"),
    *("leaflet", "record", "consent", "review", "funding", "strategy", "policy", "outcome"),
    *("lesson", "change", "local", "national", "week", "month", "year", "community", "group"),
    *("club", "activity", "help", "advice", "question", "answer"),
)
WORDS_IN_A_TEXT = 200


@transaction.atomic
def load(count: int) -> None:
    """Add so many practice examples under the library, each with terms and words of its own."""
    example = PracticeExamplePage.objects.order_by("pk").first()
    library = LibraryIndexPage.objects.get()
    chance = random.Random(SEED)  # noqa: S311 - plausible, not secret
    done = library.get_children().count()
    if example is None or count <= 0:
        return
    last = library.get_last_child()
    start = Page._str2int(last.path[-Page.steplen :]) if last else 0
    for first in range(0, count, BATCH):
        numbers = range(first, min(first + BATCH, count))
        rows = [_row(library, start + 1 + number, number, chance) for number in numbers]
        ids = _pages(example, library, rows)
        _terms(example, ids, chance)
        _entries(example, ids, rows)
    Page.objects.filter(pk=library.pk).update(numchild=done + count)
    with connection.cursor() as cursor:
        # Else the references are checked at the end as if the tables were still small.
        cursor.execute("ANALYZE")
    renew_on_commit()


def _row(library: LibraryIndexPage, place: int, number: int, chance: random.Random) -> list[Any]:
    title = " ".join(chance.choice(part) for part in (SETTINGS, DEEDS, ENDS)) + f", {number + 1}"
    published = timezone.now() - timedelta(minutes=chance.randrange(60 * 24 * 700))
    slug = f"made-up-{place}"
    words = chance.choices(OTHERS, k=WORDS_IN_A_TEXT)
    words += [word for word in COMMON if chance.random() < NEARLY]
    words += [word for word, share in SOME.items() if chance.random() < share]
    chance.shuffle(words)
    path = Page._get_path(library.path, library.depth + 1, place)
    return [path, slug, f"{library.url_path}{slug}/", title, " ".join(words), published]


def _pages(example: PracticeExamplePage, library: LibraryIndexPage, rows: list[list[Any]]) -> Any:
    """Copy the example's rows, table by table, with what is different; the new ids in order."""
    paths, slugs, urls, titles, texts, dates = (list(column) for column in zip(*rows, strict=True))
    different = {
        "path": "made.path", "slug": "made.slug", "url_path": "made.url", "title": "made.title",
        "draft_title": "made.title", "first_published_at": "made.at",
        "last_published_at": "made.at",
        "latest_revision_id": "NULL", "live_revision_id": "NULL", "numchild": "0",
        "translation_key": "gen_random_uuid()", "depth": str(library.depth + 1),
    }  # fmt: skip
    made = "unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::timestamptz[])"
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_copy(Page, different, leave_out='id')}, {made} AS made(path, slug, url, title, at) "
            "WHERE it.id = %s RETURNING id, path",
            [paths, slugs, urls, titles, dates, example.pk],
        )
        known = {path: pk for pk, path in cursor.fetchall()}
        ids = [known[path] for path in paths]
        summaries = [text[:120] for text in texts]
        made = "unnest(%s::int[], %s::text[]) AS made(id, summary)"
        for table in (LibraryPage, PracticeExamplePage):
            changed = {"page_ptr_id": "made.id", "librarypage_ptr_id": "made.id"}
            changed |= {"summary": "made.summary", "is_sample": "true"}
            cursor.execute(
                f"{_copy(table, changed)}, {made} WHERE it.{table._meta.pk.column} = %s",
                [ids, summaries, example.pk],
            )
    return ids


def _copy(table: type[models.Model], different: dict[str, str], leave_out: str = "") -> str:
    """The beginning of a statement that copies a row with other values in some columns."""
    columns = [
        field.column for field in table._meta.local_concrete_fields if field.column != leave_out
    ]
    values = [different.get(str(column), f'it."{column}"') for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    name = table._meta.db_table
    return f"INSERT INTO {name} ({names}) SELECT {', '.join(values)} FROM {name} it"  # noqa: S608


def _terms(example: PracticeExamplePage, ids: list[int], chance: random.Random) -> None:
    """Some terms of every vocabulary for each item, and what the finder narrows by."""
    usual = [it for it in example.found_by if facet_of(it) in ("kind", "evidence")]
    found_by = {pk: set(usual) for pk in ids}
    names = {facet.field: facet.name for facet in FACETS}
    around = {area.pk: places([area]) for area in Area.objects.select_related("parent__parent")}
    for name, most in TERMS.items():
        field: Any = LibraryPage._meta.get_field(name)
        known = list(field.related_model.objects.values_list("pk", flat=True))
        pairs = [
            (pk, term)
            for pk in ids
            for term in chance.sample(known, k=min(len(known), chance.randint(1, most)))
        ]
        through = field.remote_field.through
        page, term = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        through.objects.bulk_create(
            (through(**{page: one, term: other}) for one, other in pairs), batch_size=BATCH
        )
        for one, other in pairs:
            found_by[one] |= around[other] if name == "areas" else {token(names[name], other)}
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE library_librarypage SET found_by = string_to_array(tokens, ' ') "
            "FROM unnest(%s::int[], %s::text[]) AS made(id, tokens) WHERE page_ptr_id = made.id",
            [ids, [" ".join(sorted(found_by[pk])) for pk in ids]],
        )


def _entries(example: PracticeExamplePage, ids: list[int], rows: list[list[Any]]) -> None:
    """What Wagtail's index would hold of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO wagtailsearch_indexentry (content_type_id, object_id, title, body, "
            "autocomplete, title_norm, title_text, body_text) "
            "SELECT %s, id::text, setweight(to_tsvector('english', title), 'A'), "
            "to_tsvector('english', words), to_tsvector('simple', title), 1, title, words "
            "FROM unnest(%s::int[], %s::text[], %s::text[]) AS made(id, title, words)",
            [
                example.content_type_id,
                ids,
                [row[3] for row in rows],
                [row[4] for row in rows],
            ],
        )
