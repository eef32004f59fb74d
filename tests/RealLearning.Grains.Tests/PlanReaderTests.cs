using RealLearning.Contracts.Cohorts;
using RealLearning.Grains.Workspaces;
using RealLearning.Ycs;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>The plan that people write, read by the room.</summary>
public sealed class PlanReaderTests
{
    private readonly YDoc _doc = new(new YDocOptions { ClientId = 7 });

    [Fact]
    public void Plan_NobodyHasWritten_HasNoSteps() => Assert.Empty(PlanReader.Read(_doc));

    [Fact]
    public void Steps_AreInTheirOrder_AndEqualOnesById()
    {
        Add("c", ("title", "Third"), ("order", 2.5));
        Add("b", ("title", "Second"), ("order", 1));
        Add("a", ("title", "First"), ("order", 1));

        Assert.Equal(["a", "b", "c"], PlanReader.Read(_doc).Select(step => step.StepId));
    }

    [Fact]
    public void Step_WithEverything_IsReadWhole()
    {
        Add("s1", ("title", " Ask ten commuters "), ("hint", "At the station"), ("milestoneId", "m1"), ("order", 3), ("state", "doing"), ("due", "2026-11-30"), ("owners", new YMap([new("bea", true), new("ada", true)])));

        var step = Assert.Single(PlanReader.Read(_doc));
        Assert.Equal(("s1", "Ask ten commuters", StepState.Doing, "2026-11-30", "m1"), (step.StepId, step.Title, step.State, step.Due, step.MilestoneId));
        Assert.Equal(["ada", "bea"], step.Owners);
    }

    [Fact]
    public void Step_TwoPeopleWroteAtOnce_IsOneOfBoth()
    {
        Add("s1", ("title", "Ask"), ("owners", new YMap()));
        var other = new YDoc(new YDocOptions { ClientId = 8 });
        other.ApplyUpdate(_doc.EncodeStateAsUpdate());
        var theirs = other.TransactAndEncode(() => Owners(other, "s1").Set("bea", true));
        _doc.Transact(() => Owners(_doc, "s1").Set("ada", true));
        _doc.ApplyUpdate(theirs);

        Assert.Equal(["ada", "bea"], Assert.Single(PlanReader.Read(_doc)).Owners);
    }

    [Fact]
    public void Steps_OfWrongKinds_AreSkipped()
    {
        var plan = _doc.GetMap("plan");
        _doc.Transact(() =>
        {
            plan.Set("a", "a text");
            plan.Set("b", 5);
            plan.Set("c", null);
            plan.Set("d", new Dictionary<string, object?> { ["title"] = "A plain object" });
            plan.Set("e", new YArray(["title"]));
            plan.Set("f", new YMap());
            plan.Set("g", new YMap([new("title", new YText("A shared text"))]));
            plan.Set("no id", new YMap([new("title", "Its id has a space")]));
            plan.Set(new string('x', 65), new YMap([new("title", "Its id is too long")]));
            plan.Set("gone", new YMap([new("title", "Taken away")]));
            plan.Remove("gone");
        });
        Add("kept", ("title", "Kept"));

        Assert.Equal("kept", Assert.Single(PlanReader.Read(_doc)).StepId);
    }

    [Fact]
    public void Fields_OfWrongKinds_AreAsIfTheyWereNotThere()
    {
        Add("s", ("title", "Kept"), ("order", double.NaN), ("state", "finished"), ("due", "2026-02-30"), ("milestoneId", "../m"), ("owners", "ada"));
        Add("t", ("title", "Kept"), ("order", "first"), ("state", true), ("due", 20261130), ("milestoneId", new YMap()),
            ("owners", new YMap([new("ada", "true"), new("bea", 1), new("cyd", false), new("no id", true), new("dan", true)])));

        var steps = PlanReader.Read(_doc);
        Assert.All(steps, step => Assert.Equal((StepState.ToDo, null, null), (step.State, step.Due, step.MilestoneId)));
        Assert.Equal(["", "dan"], steps.Select(step => string.Join(' ', step.Owners)));
    }

    [Fact]
    public void Plan_LargerThanAnyoneMakes_IsCut()
    {
        for (var i = 0; i < 300; i++)
        {
            Add($"s{i}", ("title", new string('x', 5_000)), ("order", -i), ("owners", new YMap(Enumerable.Range(0, 100).Select(owner => KeyValuePair.Create<string, object?>($"p{owner}", true)))));
        }

        var steps = PlanReader.Read(_doc);
        Assert.Equal(200, steps.Length);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"s{199 - i}"), steps.Select(step => step.StepId));
        Assert.All(steps, step => Assert.Equal((200, 50), (step.Title.Length, step.Owners.Length)));
    }

    [Fact]
    public void Title_CutInsideACharacter_LosesAllOfIt()
    {
        Add("emoji", ("title", $"{new string('x', 199)}\U0001F600"));

        Assert.Equal(new string('x', 199), Assert.Single(PlanReader.Read(_doc)).Title);
    }

    private static YMap Owners(YDoc doc, string step) => (YMap)((YMap)doc.GetMap("plan").Get(step)!).Get("owners")!;

    private void Add(string id, params (string Name, object? Value)[] fields) =>
        _doc.Transact(() => _doc.GetMap("plan").Set(id, new YMap(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)))));
}
