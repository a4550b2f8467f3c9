"""A library of many made-up items, to measure with. Made by the database, not page by page."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone
from wagtail.models import Page

from content.versions import renew_on_commit
from library.enums import Kind
from library.facets import FACETS, facet_of, places, token
from library.models import LibraryIndexPage, LibraryPage
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


@dataclass(frozen=True, slots=True)
class Row:
    """A made-up item, and the one of the demonstration that it is made after."""

    example: LibraryPage
    path: str
    slug: str
    url: str
    title: str
    words: str
    published: datetime


@transaction.atomic
def load(count: int) -> None:
    """Add so many items of all kinds under the library, each with terms and words of its own."""
    examples = list(LibraryPage.objects.live().exclude(kind=Kind.SERVICE).order_by("pk"))
    library = LibraryIndexPage.objects.get()
    chance = random.Random(SEED)  # noqa: S311 - plausible, not secret
    done = library.get_children().count()
    if not examples or count <= 0:
        return
    last = library.get_last_child()
    start = Page._str2int(last.path[-Page.steplen :]) if last else 0
    for first in range(0, count, BATCH):
        numbers = range(first, min(first + BATCH, count))
        rows = [
            _row(library, chance.choice(examples), start + 1 + number, number, chance)
            for number in numbers
        ]
        made = _pages(library, rows)
        _terms(made, chance)
        _entries(made)
    Page.objects.filter(pk=library.pk).update(numchild=done + count)
    with connection.cursor() as cursor:
        # Else the references are checked at the end as if the tables were still small.
        cursor.execute("ANALYZE")
    renew_on_commit()


def _row(
    library: LibraryIndexPage, example: LibraryPage, place: int, number: int, chance: random.Random
) -> Row:
    title = " ".join(chance.choice(part) for part in (SETTINGS, DEEDS, ENDS)) + f", {number + 1}"
    published = timezone.now() - timedelta(minutes=chance.randrange(60 * 24 * 700))
    slug = f"made-up-{place}"
    words = chance.choices(OTHERS, k=WORDS_IN_A_TEXT)
    words += [word for word in COMMON if chance.random() < NEARLY]
    words += [word for word, share in SOME.items() if chance.random() < share]
    chance.shuffle(words)
    path = Page._get_path(library.path, library.depth + 1, place)
    url = f"{library.url_path}{slug}/"
    return Row(example, path, slug, url, title, " ".join(words), published)


def _pages(library: LibraryIndexPage, rows: list[Row]) -> dict[int, Row]:
    """Copy each row's example, table by table, with what is different; by the new id."""
    different = {
        "path": "made.path", "slug": "made.slug", "url_path": "made.url", "title": "made.title",
        "draft_title": "made.title", "first_published_at": "made.at",
        "last_published_at": "made.at",
        "latest_revision_id": "NULL", "live_revision_id": "NULL", "numchild": "0",
        "translation_key": "gen_random_uuid()", "depth": str(library.depth + 1),
    }  # fmt: skip
    columns = (
        [it.example.pk for it in rows], [it.path for it in rows], [it.slug for it in rows],
        [it.url for it in rows], [it.title for it in rows], [it.published for it in rows],
    )  # fmt: skip
    made = "unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::text[], %s::timestamptz[])"
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_copy(Page, different, leave_out='id')}, {made} "
            "AS made(example, path, slug, url, title, at) "
            "WHERE it.id = made.example RETURNING id, path",
            list(columns),
        )
        by_path = {row.path: row for row in rows}
        known = {pk: by_path[path] for pk, path in cursor.fetchall()}
        tables: list[type[LibraryPage]] = [LibraryPage, *{_kind(row) for row in rows}]
        for table in tables:
            _of_the_kind(cursor, table, {pk: it for pk, it in known.items() if _is(it, table)})
    return dict(sorted(known.items()))


def _kind(row: Row) -> type[LibraryPage]:
    return row.example.specific_class


def _is(row: Row, table: type[LibraryPage]) -> bool:
    return table is LibraryPage or _kind(row) is table


def _of_the_kind(cursor: Any, table: type[LibraryPage], made: dict[int, Row]) -> None:
    changed = {"page_ptr_id": "made.id", "librarypage_ptr_id": "made.id"}
    changed |= {"summary": "made.summary", "is_sample": "true", "for_members": "false"}
    cursor.execute(
        f"{_copy(table, changed)}, unnest(%s::int[], %s::int[], %s::text[]) "
        f"AS made(id, example, summary) WHERE it.{table._meta.pk.column} = made.example",
        [
            list(made),
            [it.example.pk for it in made.values()],
            [it.words[:120] for it in made.values()],
        ],
    )


def _copy(table: type[models.Model], different: dict[str, str], leave_out: str = "") -> str:
    """The beginning of a statement that copies a row with other values in some columns."""
    columns = [
        field.column for field in table._meta.local_concrete_fields if field.column != leave_out
    ]
    values = [different.get(str(column), f'it."{column}"') for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    name = table._meta.db_table
    return f"INSERT INTO {name} ({names}) SELECT {', '.join(values)} FROM {name} it"  # noqa: S608


def _terms(made: dict[int, Row], chance: random.Random) -> None:
    """Some terms of every vocabulary for each item, and what the finder narrows by."""
    found_by = {pk: set(_usual(row.example)) for pk, row in made.items()}
    names = {facet.field: facet.name for facet in FACETS}
    around = {area.pk: places([area]) for area in Area.objects.select_related("parent__parent")}
    for name, most in TERMS.items():
        field: Any = LibraryPage._meta.get_field(name)
        known = list(field.related_model.objects.values_list("pk", flat=True))
        pairs = [
            (pk, term)
            for pk in made
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
            [list(made), [" ".join(sorted(found_by[pk])) for pk in made]],
        )


def _usual(example: LibraryPage) -> Iterator[str]:
    """What the copy carries as its example does."""
    return (it for it in example.found_by if facet_of(it) in ("kind", "evidence"))


def _entries(made: dict[int, Row]) -> None:
    """What Wagtail's index would hold of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO wagtailsearch_indexentry (content_type_id, object_id, title, body, "
            "autocomplete, title_norm, title_text, body_text) "
            "SELECT kind, id::text, setweight(to_tsvector('english', title), 'A'), "
            "to_tsvector('english', words), to_tsvector('simple', title), 1, title, words "
            "FROM unnest(%s::int[], %s::int[], %s::text[], %s::text[]) "
            "AS made(kind, id, title, words)",
            [
                [row.example.content_type_id for row in made.values()],
                list(made),
                [row.title for row in made.values()],
                [row.words for row in made.values()],
            ],
        )
