using RealLearning.Contracts.Documents;

namespace RealLearning.Contracts.Rooms;

/// <summary>How much of a room's work is one member's, beside that of all who write there. Told to that member alone, and kept nowhere.</summary>
/// <param name="People">How many may write here now; tutors are none of them.</param>
/// <param name="Written">UTF-16 units of the text as it is now that are verified to be the member's.</param>
/// <param name="WrittenByAll">Those that are verified to be any of these people's.</param>
/// <param name="Said">The member's comments, questions, answers and decisions.</param>
/// <param name="SaidByAll">Those of all of these people.</param>
[GenerateSerializer, Immutable, Alias("voice")]
public sealed record Voice(
    [property: Id(0)] int People, [property: Id(1)] long Written, [property: Id(2)] long WrittenByAll, [property: Id(3)] int Said, [property: Id(4)] int SaidByAll);

/// <summary>A voice, or why not.</summary>
[GenerateSerializer, Immutable, Alias("voice-reply")]
public sealed record VoiceReply([property: Id(0)] Voice? Voice, [property: Id(1)] Refusal? Refusal = null);
