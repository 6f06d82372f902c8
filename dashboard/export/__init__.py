"""Files that leave the dashboard for the office: papers to print and sign."""
