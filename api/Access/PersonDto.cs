using MessagePack;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Access;

/// <summary>A person as the doors show one.</summary>
/// <param name="Colour">0 to 9, the same everywhere and for good.</param>
[MessagePackObject]
public sealed record PersonDto([property: Key("id")] string Id, [property: Key("name")] string Name, [property: Key("colour")] int Colour)
{
    internal static PersonDto Of(Caller caller) => new(caller.PersonId, caller.Name, PersonColours.IndexOf(caller.PersonId));
}
