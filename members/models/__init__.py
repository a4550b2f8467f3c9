from members.models.consent import ConsentEvent
from members.models.members import Member
from members.models.users import User, UserManager

__all__ = ["ConsentEvent", "Member", "User", "UserManager"]
