"""Reviews: an accepted case examined point by point by its department, and approved or refused."""
