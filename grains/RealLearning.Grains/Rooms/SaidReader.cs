using RealLearning.Ycs;

namespace RealLearning.Grains.Rooms;

/// <summary>Counts in a <c>room</c> document what its people said: comments, questions, answers and decisions, each once however often it was amended.</summary>
internal static class SaidReader
{
    /// <param name="room">The document.</param>
    /// <param name="personId">Whose are counted apart.</param>
    /// <param name="people">Whose are counted.</param>
    /// <returns>What that person said, and what all of these did.</returns>
    public static (int Said, int ByAll) Count(YDoc room, string personId, IReadOnlySet<string> people)
    {
        var authors = Values(room, "threads").SelectMany(static thread => Entries(thread, "comments"))
            .Concat(Values(room, "questions").SelectMany(static question => Entries(question, "answers").Where(static answer => answer.GetValueOrDefault("from") is null)))
            .Select(static entry => entry.GetValueOrDefault("by"))
            .Concat(Values(room, "questions").Concat(Values(room, "decisions")).Select(static said => said.Get("by")))
            .OfType<string>().Where(people.Contains).ToList();
        return (authors.Count(author => author == personId), authors.Count);
    }

    private static IEnumerable<YMap> Values(YDoc room, string name) => room.GetMap(name).Entries.Select(static entry => entry.Value).OfType<YMap>();

    private static IEnumerable<IReadOnlyDictionary<string, object?>> Entries(YMap map, string name) =>
        map.Get(name) is YArray entries ? entries.ToList().OfType<IReadOnlyDictionary<string, object?>>() : [];
}
