"""Speed and memory as ratios to a yardstick in the same run; never a timed test."""
