namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>Challenges that tests give to cohorts.</summary>
internal static class Samples
{
    /// <summary>A campaign with two milestones, the first a checkpoint, three steps and a resource.</summary>
    public static object Campaign(string title, string outside = "The library’s followers and its director") => new
    {
        title,
        brief = new { client = "Marlow library", purpose = "More people spend their evenings in the reading room.", audience = "Commuters who walk past it", criteria = new[] { "Visits after six rise by a fifth", "Somebody tells us why they came" }, due = (string?)null },
        outside,
        deliverable = "campaign",
        milestones = new object[] { new { id = "idea", title = "One idea, said in a sentence", day = 7, protocol = "kind" }, new { id = "posts", title = "Six posts, ready to go out", day = 21, protocol = (string?)null } },
        steps = new object[]
        {
            new { id = "ask", title = "Ask three people who walk past", hint = "What would make them come in?", milestoneId = "idea" },
            new { id = "message", title = "Write the message", hint = "", milestoneId = "idea" },
            new { id = "draft", title = "Draft the posts", hint = "", milestoneId = "posts" },
        },
        resources = new object[] { new { id = "guide", title = "How to ask open questions", url = "https://example.org/questions", note = "The first page is enough", stepIds = new[] { "ask" } } },
    };
}
