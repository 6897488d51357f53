namespace CityOps.Identity.Audit;

/// <summary>
/// The vocabulary of the audit log. Each member says who writes it and what its subject is; the entry's reason is the person's own words
/// or what the system did. No entry holds a household's identity: subjects are keys, case ids, user names.
/// </summary>
public enum AuditAction
{
    /// <summary>Before a dwelling's address, contact or coordinates are opened. Subject: the dwelling key; reason: the approved work order.</summary>
    VaultOpened,

    /// <summary>An opening was refused (not approved, not the assigned person, expired, too many). Subject: the dwelling key, or the work order where it names none.</summary>
    VaultRefused,

    /// <summary>Somebody asked to open many dwellings at once, which a second person must allow. Subject: the request; reason: their own words.</summary>
    BulkRevealRequested,

    /// <summary>A second person allowed or refused to open many dwellings at once. Subject: the request.</summary>
    BulkRevealDecided,

    /// <summary>A photo of a visit was sealed in the vault. Subject: the work order and the photo.</summary>
    PhotoAdded,

    /// <summary>Before a photo, or when and where it was taken, is shown. Subject: the work order and the photo.</summary>
    PhotoOpened,

    /// <summary>A photo was erased when its time was over. Subject: the work order and the photo; reason: its hash.</summary>
    PhotoErased,

    /// <summary>Before a dwelling's mapping and facts are erased. Subject: the dwelling key; reason: the request.</summary>
    VaultErased,

    /// <summary>Before a dead letter's payload is opened. Subject: topic, partition and offset.</summary>
    DeadLetterOpened,

    /// <summary>Before dead letters are decoded again and appended; nobody sees what they hold. Subject: their ids, or which were meant.</summary>
    DeadLetterRequeued,

    /// <summary>Before a consumer forgets how far it has come, so that it begins anew. Subject: the consumer, and the partition with where it stood; reason: the person's own words.</summary>
    CheckpointForgotten,

    /// <summary>A person signed in. Subject: the user.</summary>
    SignedIn,

    /// <summary>A sign-in was refused. Subject: the user name or link that was tried.</summary>
    SignInRefused,

    /// <summary>A bearer token or a one-time link was made. Subject: the role and the token's id.</summary>
    TokenIssued,

    /// <summary>A token was withdrawn. Subject: the token's id.</summary>
    TokenRevoked,

    /// <summary>A role was given. Subject: the user and the role.</summary>
    RoleGranted,

    /// <summary>A role was taken away. Subject: the user and the role.</summary>
    RoleRevoked,

    /// <summary>Before the evidence of a household's case is shown. Subject: the case; reason: its version.</summary>
    CaseOpened,

    /// <summary>A named reviewer filed or dismissed a case. Subject: the case.</summary>
    CaseReviewed,

    /// <summary>A work order went to a person. Subject: the work order.</summary>
    WorkOrderDispatched,

    /// <summary>The outcome of a visit was recorded. Subject: the work order.</summary>
    OutcomeRecorded,

    /// <summary>Any other decision or step of a person on a case: taken up, returned, extended, suspended, verified, closed. Subject: the case and the step.</summary>
    CaseDecided,

    /// <summary>Somebody uninvolved decided an objection. Subject: the case.</summary>
    ObjectionDecided,

    /// <summary>A registered lawful use was approved or revoked. Subject: the entry.</summary>
    LawfulUseDecided,

    /// <summary>Before a dwelling's use of water, electricity and gas is shown beside its case. Subject: the case.</summary>
    CurvesOpened,

    /// <summary>A model version was put to use. Subject: scenario and version.</summary>
    ModelPromoted,

    /// <summary>Before a command goes to a truck's terminal: a text to the driver, faster tracking, a picture. Subject: the terminal and the command; reason: the person's own words.</summary>
    TerminalCommanded,

    /// <summary>Before a signal of a device is muted by hand. Subject: the mute, the device and the signal; reason: the person's own words.</summary>
    DeviceMuted,

    /// <summary>Before a mute is lifted. Subject: the mute, the device and the signal; reason: repaired or not_faulty.</summary>
    DeviceUnmuted,

    /// <summary>Data left the system as a file. Subject: what was exported.</summary>
    Exported,

    /// <summary>Before a statement of a person's own reads the open tables of the warehouse. Subject: the statement; reason: its purpose, or why it was refused.</summary>
    SqlRun,

    /// <summary>Before what a caller of 12345 or another platform said is shown. Subject: the report; reason: the person's own words.</summary>
    ReportOpened,

    /// <summary>Before a shift's handover is signed. Subject: the handover and the side; reason: the hash of what is signed.</summary>
    HandoverSigned,

    /// <summary>Before a campaign is planned. Subject: the campaign and its scenario; reason: its name, and its purpose in the person's own words.</summary>
    CampaignPlanned,

    /// <summary>Before the list of a campaign is frozen. Subject: the campaign; reason: how many cases are on it, and its hash.</summary>
    CampaignFrozen,

    /// <summary>The vault's lookup key was rotated. Subject: the new version.</summary>
    LookupKeyRotated,

    /// <summary>What an older seal key had encrypted was encrypted anew. Subject: the current key id.</summary>
    Resealed,

    /// <summary>A setting that matters to privacy or time limits was changed. Subject: the setting.</summary>
    SettingChanged,
}
