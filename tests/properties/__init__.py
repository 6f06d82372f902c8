"""Laws that hold for every input: conservation, additivity, a rate between its parts, suppression."""
