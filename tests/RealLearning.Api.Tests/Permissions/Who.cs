namespace RealLearning.Api.Tests.Permissions;

/// <summary>Everybody that the matrix knows, with the group <c>one</c> of Tom's cohort in the middle.</summary>
[Flags]
public enum Who
{
    None = 0,

    /// <summary>Not signed in.</summary>
    Nobody = 1,

    /// <summary>Was a learner of group one, and was taken out of the cohort.</summary>
    Removed = 2,

    /// <summary>Was a learner of group one, and is in no group now.</summary>
    Displaced = 4,

    Judge = 8,

    Client = 16,

    /// <summary>A learner of group two.</summary>
    OtherLearner = 32,

    /// <summary>A learner of group one, who opened the critique session.</summary>
    Learner = 64,

    /// <summary>Another learner of group one.</summary>
    Peer = 128,

    /// <summary>A tutor of the site, in a cohort of their own.</summary>
    OtherTutor = 256,

    /// <summary>The tutor of the cohort.</summary>
    Tutor = 512,

    Administrator = 1024,

    /// <summary>A member of the site, in no cohort, who came to the session and to the workspace of the learner's own by share links that let one comment.</summary>
    Commenter = 2048,

    /// <summary>A learner of group two, to whom the learner gave the right to comment in the same two rooms by name.</summary>
    Responder = 4096,

    GroupOne = Learner | Peer,
    Commenters = Commenter | Responder,
    Learners = GroupOne | OtherLearner | Responder | Displaced,
    Tutors = Tutor | OtherTutor,
    Cohort = Judge | Client | Learners | Tutor,
    SignedIn = Cohort | Removed | OtherTutor | Administrator | Commenter,
    Everybody = SignedIn | Nobody,
}
