from tests.factories.library import CaseStudyFactory


def test_smoke(library, client):
    page = CaseStudyFactory()
    answer = client.get(page.url)
    print(answer.content.decode())
    assert answer.status_code == 200
    answer = client.get(library.url)
    assert answer.status_code == 200
