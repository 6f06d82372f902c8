"""May this workbook go in?"""

from __future__ import annotations

from dashboard import intake, parts

language = intake.open_page()

files = intake.receive(language)
intake.publish(language, files)
intake.reviews(language)
intake.builds(language)
intake.reports(language)
intake.templates(language)
parts.end()
