"""From the link in a letter on to the item; counted on the way, where that is switched on."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsletters import clicking
from newsletters.models import Dispatch


@never_cache
@require_safe
def item(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """On to the address that was approved, never to one that the request names."""
    dispatch = get_object_or_404(Dispatch.objects.select_related("newsletter"), pk=pk)
    found = clicking.item_at(dispatch, place)
    if found is None:
        raise Http404
    if dispatch.newsletter.counts_clicks and clicking.is_a_reader(request):
        clicking.count(dispatch, place)
    response = HttpResponseRedirect(found.url)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
