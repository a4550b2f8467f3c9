from home.models.home import HomePage
from home.models.landing import LandingPage, SectorPage, StagePage

__all__ = ["HomePage", "LandingPage", "SectorPage", "StagePage"]
