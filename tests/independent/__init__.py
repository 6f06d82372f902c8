"""A second opinion: the figures recomputed from the workbooks by code that knows nothing of the product."""
