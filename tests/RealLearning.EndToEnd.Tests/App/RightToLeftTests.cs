using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>A text in Arabic and Hebrew beside one in English.</summary>
[Collection(AppCollection.Name)]
public sealed class RightToLeftTests(AppFixture app)
{
    private const string Arabic = "المكتبة مفتوحة حتى التاسعة مساء";
    private const string Hebrew = "הספרייה פתוחה עד תשע בערב";

    /// <summary>Where words begin and end on the screen, and where their block does.</summary>
    private const string Place =
        """
        (node, words) => {
          const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT)
          while (texts.nextNode()) {
            const at = texts.currentNode.data.indexOf(words)
            if (at < 0) continue
            const range = document.createRange()
            range.setStart(texts.currentNode, at)
            range.setEnd(texts.currentNode, at + words.length)
            const block = texts.currentNode.parentElement.closest('p, h2, li').getBoundingClientRect(), own = range.getBoundingClientRect()
            return [own.left, own.right, block.left, block.right]
          }
        }
        """;

    [Fact]
    public async Task Text_FromRightToLeft_StandsAtTheRight_WithCaretAndCommentInTheirPlaces()
    {
        using var ada = await app.PersonAsync("Ada");
        using var fatima = await app.PersonAsync("فاطمة الزهراء");
        var room = await AppFixture.RoomAsync(ada, "مسودة الحملة", (fatima, "edit"));
        var adas = await app.OpenAsync(ada, room);
        await adas.WriteAsync($"<h2>{Arabic}</h2><p>{Hebrew}</p><p>The library is open until nine.</p><ul><li><p>{Arabic}</p></li></ul>");
        foreach (var (words, isRight) in new[] { (Arabic, true), (Hebrew, true), ("The library is open", false) })
        {
            var at = await adas.Text.EvaluateAsync<double[]>(Place, words);
            Assert.InRange(isRight ? at[3] - at[1] : at[0] - at[2], -1, 4);
            Assert.True((isRight ? at[0] - at[2] : at[3] - at[1]) > 60, $"{words} fills its line.");
        }

        // The bullet of a list stands at its words' beginning.
        Assert.Equal("rtl", await adas.Text.Locator("li").EvaluateAsync<string>("item => getComputedStyle(item).direction"));

        var fatimas = await app.OpenAsync(fatima, room);
        // Of words from right to left the end is at the left.
        await fatimas.PutCaretBeforeAsync(Hebrew);
        await fatimas.TypeAsync(" בכל יום");
        await Expect(adas.Text).ToContainTextAsync($"{Hebrew} בכל יום");
        // The caret stands left of what she wrote, where she would go on.
        var caret = adas.Page.Locator(".collaboration-carets__caret");
        await Expect(caret).ToBeAttachedAsync();
        var end = await adas.Text.EvaluateAsync<double[]>(Place, "בכל יום");
        Assert.InRange((await caret.BoundingBoxAsync())!.X - end[0], -4, 4);

        await adas.CommentAsync(Hebrew, "هل هذا صحيح؟");
        var card = adas.Threads.Filter(new() { HasText = "هل هذا صحيح؟" });
        await adas.Page.WaitForFunctionAsync(
            "() => Math.abs(document.querySelector('[data-testid=thread]').getBoundingClientRect().top - document.querySelector('.thread-mark').getBoundingClientRect().top) <= 8");
        Assert.Equal("rtl", await card.GetByText("هل هذا صحيح؟").EvaluateAsync<string>("words => getComputedStyle(words).direction"));
        Assert.True(await adas.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(await Axe.ViolationsAsync(adas.Page));
    }
}
