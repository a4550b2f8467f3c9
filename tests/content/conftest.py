import pytest
from django.contrib.auth import get_user_model


@pytest.fixture
def desk(client):
    """The editors' desk, for somebody who may do everything."""
    client.force_login(
        get_user_model().objects.create_superuser(email="chief@example.org", password="long enough")
    )
    return client
