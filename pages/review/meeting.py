"""What has changed since the last meeting, and who does what until when?"""

from __future__ import annotations

from dashboard import meeting

desk = meeting.open_page()

if desk.now.meeting:
    meeting.as_it_was(desk)
else:
    meeting.changes(desk)
    meeting.decisions(desk)
    meeting.freeze(desk)
meeting.paper(desk)
meeting.earlier(desk)
if not desk.now.meeting:
    meeting.events(desk)
meeting.foot(desk)
