using RealLearning.Ycs;

namespace RealLearning.Api.Demonstration;

/// <summary>What the first group has written so far, into the page and the plan that its workspace began with.</summary>
internal static class DemoWork
{
    private const string Audience = "Lena, 31, packed boxes every second Saturday until the twins came. She still follows the food bank and still feels a little guilty. She would come for two hours if she knew that two hours are enough.";
    private const string Message = "Two hours are enough: come once, and stay as long as the coffee lasts.";
    /// <summary>Words of the post that the client is asked about.</summary>
    public const string Address = "Saturday, 9 to 11, Dock Street 4.";

    private const string Post = Address + "\nTwo hours, forty boxes, and coffee afterwards. No list to sign for ever: come this once.\nWho comes along?";

    /// <summary>True where nobody has touched the page yet.</summary>
    public static bool IsUntouched(YDoc content) => State(content, "s1") is "todo";

    public static byte[] Write(YDoc content, string learnerId, string peerId) => content.TransactAndEncode(() =>
    {
        var page = content.GetXmlFragment("content");
        Paragraph(page, "audience", Audience);
        Paragraph(page, "message", Message);
        if (page.QuerySelector("post") is { } post)
        {
            ((YText)post.Get(0)).Insert(0, Post);
        }

        Step(content, "s1", "done", learnerId);
        Step(content, "s2", "done", peerId);
        Step(content, "s3", "done", learnerId);
        Step(content, "s4", "doing", peerId);
        Step(content, "s5", "todo", learnerId);
    });

    private static void Paragraph(YXmlFragment page, string section, string text)
    {
        var found = page.QuerySelectorAll("section").First(element => section.Equals(element.GetAttribute("kind")));
        ((YText)((YXmlElement)found.Get(0)).Get(0)).Insert(0, text);
    }

    private static string? State(YDoc content, string id) => (content.GetMap("plan").Get(id) as YMap)?.Get("state") as string;

    private static void Step(YDoc content, string id, string state, string ownerId)
    {
        var step = (YMap)content.GetMap("plan").Get(id)!;
        step.Set("state", state);
        ((YMap)step.Get("owners")!).Set(ownerId, true);
    }
}
