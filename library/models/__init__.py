from library.models.base import LibraryPage
from library.models.case_studies import CaseStudyPage
from library.models.checks import ServiceCheck, ServiceCorrection
from library.models.glossary import GlossaryPage, GlossaryTerm
from library.models.guides import GuidePage
from library.models.index import LibraryIndexPage
from library.models.missed import MissedSearch
from library.models.partners import Partner
from library.models.policies import PolicyPage
from library.models.practice import PracticeExamplePage
from library.models.protocols import ProtocolPage
from library.models.questions import QuestionPage
from library.models.references import Reference
from library.models.research import ResearchPage
from library.models.resources import ResourcePage
from library.models.services import ServicePage
from library.models.statistics import KeyStatistic
from library.models.statistics_page import StatisticsPage

__all__ = [
    "CaseStudyPage",
    "GlossaryPage",
    "GlossaryTerm",
    "GuidePage",
    "KeyStatistic",
    "LibraryIndexPage",
    "LibraryPage",
    "MissedSearch",
    "Partner",
    "PolicyPage",
    "PracticeExamplePage",
    "ProtocolPage",
    "QuestionPage",
    "Reference",
    "ResearchPage",
    "ResourcePage",
    "ServiceCheck",
    "ServiceCorrection",
    "ServicePage",
    "StatisticsPage",
]
