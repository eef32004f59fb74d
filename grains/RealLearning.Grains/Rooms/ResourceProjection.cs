using RealLearning.Ycs;

namespace RealLearning.Grains.Rooms;

/// <summary>Resources of a workspace in the <c>room</c> document, and who drew on which.</summary>
internal sealed class ResourceProjection(YDoc doc, string by, long at)
{
    public const string Curated = "curated";
    private const string Found = "found";
    private const string Peer = "peer";

    private const int PullsMax = 500;

    public void Project(ResourceAdded added) => Add(added.ResourceId, added.Title, added.Url, added.Note, added.StepIds, Found);

    /// <summary>The oldest go first.</summary>
    public void Project(ResourcePulled pulled)
    {
        var pulls = doc.GetArray("pulls");
        pulls.Add(new Dictionary<string, object?> { ["resourceId"] = pulled.ResourceId, ["stepId"] = pulled.StepId, ["by"] = by, ["at"] = at });
        if (pulls.Count > PullsMax)
        {
            pulls.Delete(0, pulls.Count - PullsMax);
        }
    }

    /// <summary>A resource of whoever answered, named after the question.</summary>
    public void Project(AnswerKept kept)
    {
        var question = (YMap)doc.GetMap("questions").Get(kept.QuestionId)!;
        var answer = ((YArray)question.Get("answers")!).ToJson().Cast<Dictionary<string, object?>>().First(answer => Equals(answer["id"], kept.AnswerId));
        var stepId = question.Get("stepId") as string;
        var resource = Value(TextRules.Cut(((string)question.Get("text")!).Split('\n', 2)[0]), answer["url"], answer["text"], stepId is null ? [] : [stepId], Peer);
        resource["by"] = answer["by"];
        resource["questionId"] = kept.QuestionId;
        resource["answerId"] = kept.AnswerId;
        doc.GetMap("resources").Set(kept.ResourceId, resource);
    }

    /// <summary>One that came with the challenge, found, or said by a peer.</summary>
    public void Add(string id, string title, string url, string note, IReadOnlyCollection<string> stepIds, string kind) =>
        doc.GetMap("resources").Set(id, Value(title, url, note, stepIds, kind));

    private Dictionary<string, object?> Value(string title, object? url, object? note, IReadOnlyCollection<string> stepIds, string kind) => new()
    {
        ["title"] = title,
        ["url"] = url,
        ["note"] = note,
        ["stepIds"] = stepIds.Cast<object?>().ToList(),
        ["kind"] = kind,
        ["by"] = by,
        ["at"] = at,
    };
}
