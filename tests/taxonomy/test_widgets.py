"""What a form offers to an editor who chooses terms."""

import pytest
from django import forms
from wagtail.admin.forms.models import formfield_for_dbfield

from members.models import Member
from taxonomy.models import Area, AreaKind, Topic
from taxonomy.widgets import AreaChecks, TermChecks, TermSelect
from tests.factories.taxonomy import AreaFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics():
    return TopicFactory(label="Housing"), TopicFactory(label="Old word", is_retired=True)


def render(chosen):
    field = forms.ModelMultipleChoiceField(Topic.objects.all(), widget=TermChecks)
    return str(field.widget.render("topics", [topic.pk for topic in chosen]))


def test_a_retired_term_is_not_offered(topics):
    html = render([])

    assert "Housing" in html
    assert "Old word" not in html


def test_a_retired_term_stays_where_it_was_chosen(topics):
    assert "Old word (retired)" in render(topics)


def test_admin_forms_choose_terms_with_these_widgets():
    assert isinstance(formfield_for_dbfield(Member._meta.get_field("topics")).widget, TermChecks)
    assert isinstance(formfield_for_dbfield(Member._meta.get_field("role")).widget, TermSelect)


def test_places_are_folded_up_by_region_and_the_chosen_fold_is_open(django_assert_num_queries):
    north = AreaFactory(label="North", kind=AreaKind.REGION)
    south = AreaFactory(label="South", kind=AreaKind.REGION)
    halton = AreaFactory(label="Halton", parent=north)
    AreaFactory(label="Sampleton", parent=south)
    field = forms.ModelMultipleChoiceField(Area.objects.select_related("parent"), widget=AreaChecks)

    with django_assert_num_queries(1):
        html = field.widget.render("areas", [halton.pk], {"id": "id_areas"})

    folds = [" ".join(part.split("</summary>")[0].split()) for part in html.split("<details")[1:]]
    assert folds == [
        "> <summary> Nations and regions (2)",
        "open> <summary> North (1, 1 chosen)",
        "> <summary> South (1)",
    ]


def test_a_fold_of_retired_places_is_left_out():
    region = AreaFactory(label="Abolished", kind=AreaKind.REGION)
    AreaFactory(parent=region, is_retired=True)
    field = forms.ModelMultipleChoiceField(Area.objects.all(), widget=AreaChecks)

    assert "Abolished (1" not in field.widget.render("areas", [])
