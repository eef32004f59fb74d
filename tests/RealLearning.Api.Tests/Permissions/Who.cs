namespace RealLearning.Api.Tests.Permissions;

/// <summary>Everybody that the matrix knows, with the group <c>one</c> of Tom's cohort in the middle.</summary>
[Flags]
public enum Who
{
    None = 0,

    /// <summary>Not signed in.</summary>
    Nobody = 1,

    /// <summary>A guest.</summary>
    Guest = 2,

    /// <summary>Was a learner of group one, and was taken out of the cohort.</summary>
    Removed = 4,

    /// <summary>Was a learner of group one, and is in no group now.</summary>
    Displaced = 8,

    Judge = 16,

    Client = 32,

    /// <summary>A learner of group two.</summary>
    OtherLearner = 64,

    /// <summary>A learner of group one, who opened the critique session.</summary>
    Learner = 128,

    /// <summary>Another learner of group one.</summary>
    Peer = 256,

    /// <summary>A tutor of the site, in a cohort of their own.</summary>
    OtherTutor = 512,

    /// <summary>The tutor of the cohort.</summary>
    Tutor = 1024,

    Administrator = 2048,

    GroupOne = Learner | Peer,
    Tutors = Tutor | OtherTutor,
    Cohort = Judge | Client | OtherLearner | Displaced | GroupOne | Tutor,
    Accounts = Cohort | Removed | OtherTutor | Administrator,
    SignedIn = Accounts | Guest,
    Everybody = SignedIn | Nobody,
}
