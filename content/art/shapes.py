"""Houses, windows and doors, as path data and as small groups of SVG."""


def number(value: float) -> str:
    """At most one decimal, and none that says nothing."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def picture(css_class: str, width: float, height: float, *parts: str) -> str:
    """An SVG that says nothing: the words stand beside it."""
    return (
        f'<svg class="{css_class}" viewBox="0 0 {number(width)} {number(height)}" '
        f'aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
    )


def path(css_class: str, data: str) -> str:
    """One line or surface; the class gives its colour."""
    return f'<path class="{css_class}" d="{data}"/>'


def _gable_points(
    x: float, base: float, width: float, height: float, roof: float | None
) -> tuple[float, float, float, tuple[float, float], tuple[float, float]]:
    """Eaves, ridge and the two points from which the ridge is rounded."""
    rise = width * 0.46 if roof is None else roof
    eaves, ridge_x, ridge_y, straight = base - height + rise, x + width / 2, base - height, 0.8
    left = (x + (ridge_x - x) * straight, eaves + (ridge_y - eaves) * straight)
    right = (x + width - (ridge_x - x) * straight, left[1])
    return eaves, ridge_x, ridge_y, left, right


def over_gable(
    x: float, base: float, width: float, height: float, roof: float | None = None
) -> str:
    """Continue a line: along the ground, up the wall, over the roof and down again."""
    n = number
    eaves, ridge_x, ridge_y, left, right = _gable_points(x, base, width, height, roof)
    return (
        f"H{n(x)}V{n(eaves)}L{n(left[0])} {n(left[1])}"
        f"Q{n(ridge_x)} {n(ridge_y)} {n(right[0])} {n(right[1])}"
        f"L{n(x + width)} {n(eaves)}V{n(base)}"
    )


def over_flat(x: float, base: float, width: float, height: float, corner: float = 5) -> str:
    """Continue a line over a flat roof."""
    n = number
    return (
        f"H{n(x)}V{n(base - height + corner)}q0 -{n(corner)} {n(corner)} -{n(corner)}"
        f"H{n(x + width - corner)}q{n(corner)} 0 {n(corner)} {n(corner)}V{n(base)}"
    )


def _closed(x: float, base: float, line: str) -> str:
    return f"M{number(x)} {number(base)}{line.removeprefix(f'H{number(x)}')}Z"


def gable(x: float, base: float, width: float, height: float, roof: float | None = None) -> str:
    """The wall of a house with a pitched roof."""
    return _closed(x, base, over_gable(x, base, width, height, roof))


def flat(x: float, base: float, width: float, height: float, corner: float = 5) -> str:
    """The wall of a building with a flat roof."""
    return _closed(x, base, over_flat(x, base, width, height, corner))


def chimney(
    x: float, base: float, width: float, height: float, roof: float | None = None, at: float = 0.7
) -> str:
    """Stands behind the slope of a roof; `at` is its place along the house."""
    n = number
    eaves, _, ridge_y, _, _ = _gable_points(x, base, width, height, roof)
    left, wide = x + width * at, max(6, width * 0.11)
    top = ridge_y + (eaves - ridge_y) * 0.12
    return path("a-chimney", f"M{n(left)} {n(eaves)}V{n(top)}h{n(wide)}V{n(eaves)}Z")


def window(x: float, sill: float, width: float, height: float, css_class: str = "a-lit") -> str:
    """A window with four panes."""
    n = number
    cross = "a-mullion" if css_class == "a-lit" else "a-mullion a-mullion--unlit"
    return path(css_class, f"M{n(x)} {n(sill)}v-{n(height)}h{n(width)}v{n(height)}Z") + path(
        cross,
        f"M{n(x + width / 2)} {n(sill - height)}v{n(height)}"
        f"M{n(x)} {n(sill - height * 0.55)}h{n(width)}",
    )


def door(x: float, base: float, width: float, height: float, css_class: str = "a-door") -> str:
    """A doorway, always in a wall."""
    n, radius = number, width / 2
    return path(
        css_class,
        f"M{n(x)} {n(base)}V{n(base - height + radius)}"
        f"a{n(radius)} {n(radius)} 0 0 1 {n(width)} 0V{n(base)}Z",
    )
