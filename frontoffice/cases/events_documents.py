"""What others may learn of documents of a case and their versions."""

from frontoffice.foundation.events import fact


@fact("cases.DocumentKept")
class DocumentKept:
    case_id: int
    document_id: int
    version_id: int


@fact("cases.VersionAdded")
class VersionAdded:
    case_id: int
    document_id: int
    version_id: int
    number: int


@fact("cases.VersionSignedOff")
class VersionSignedOff:
    case_id: int
    document_id: int
    version_id: int
    number: int
