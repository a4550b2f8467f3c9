from taxonomy.models.introductions import Introduction
from taxonomy.models.places import Area, AreaKind
from taxonomy.models.same_words import SameWords
from taxonomy.models.terms import (
    AgeBand,
    EventFormat,
    EventLevel,
    EvidenceType,
    Flag,
    ReferralRoute,
    Relationship,
    ResourceType,
    Role,
    Sector,
    ServiceDelivery,
    ServiceKind,
    Stage,
    Station,
    Term,
    Topic,
)

__all__ = [
    "AgeBand",
    "Area",
    "AreaKind",
    "EventFormat",
    "EventLevel",
    "EvidenceType",
    "Flag",
    "Introduction",
    "ReferralRoute",
    "Relationship",
    "ResourceType",
    "Role",
    "SameWords",
    "Sector",
    "ServiceDelivery",
    "ServiceKind",
    "Stage",
    "Station",
    "Term",
    "Topic",
]
