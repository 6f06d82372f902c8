"""Data -> Figures. The only arithmetic: integers first, the ratio last, missing is never 0."""
