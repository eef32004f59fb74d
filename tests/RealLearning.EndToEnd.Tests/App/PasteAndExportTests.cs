using Microsoft.Playwright;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.App;

/// <summary>What comes in from other programs, and what goes out to them.</summary>
[Collection(AppCollection.Name)]
public sealed class PasteAndExportTests(AppFixture app)
{
    /// <summary>As Word writes two levels of a list, a comment and a paragraph of its own kind.</summary>
    private const string Word = """
        <html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal { color: red }</style><!--[if gte mso 9]><xml>settings</xml><![endif]--></head><body>
        <p class=MsoNormal style='color:red'>A <b>strong</b> start<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
        <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>Posters</p>
        <p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>At the station</p>
        <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Posts</p>
        <script>document.title = 'run'</script><p onclick="document.title = 'run'">End</p></body></html>
        """;

    /// <summary>As Google Docs writes: everything in a bold element that means nothing, marks as styles, checklists by role.</summary>
    private const string Docs = """
        <meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h4 dir="ltr"><span>Small heading</span></h4><p dir="ltr"><span style="font-weight:700">bold</span><span style="font-weight:400"> and </span><span style="font-style:italic">italic</span></p><br>
        <ul><li role="checkbox" aria-checked="true"><img src="data:image/png;base64,AAAA" role="presentation"><p><span>Done</span></p></li><li role="checkbox" aria-checked="false"><img src="data:image/png;base64,AAAA" role="presentation"><p><span>Open</span></p></li></ul><p><img src="https://example.org/tracker.png"></p></b>
        """;

    [Fact]
    public async Task Word_Pasted_KeepsListsAndMarks_AndNothingElse()
    {
        using var ada = await app.PersonAsync("Ada");
        var page = await app.OpenAsync(ada, await ada.CreateRoomAsync("Word"));
        await page.WriteAsync(Word);

        await page.AssertWordsAsync("A strong start\nPostersAt the stationPosts\nEnd");
        await Expect(page.Text.Locator("> ul > li")).ToHaveCountAsync(2);
        await Expect(page.Text.Locator("> ul > li").First.Locator("ol > li")).ToHaveTextAsync("At the station");
        await Expect(page.Text.Locator("strong")).ToHaveTextAsync("strong");
        Assert.Equal("Word · RealLearning", await page.Page.TitleAsync());
    }

    [Fact]
    public async Task GoogleDocs_Pasted_KeepsHeadingsMarksAndChecklists_AndLeavesForeignImages()
    {
        using var ada = await app.PersonAsync("Ada");
        var page = await app.OpenAsync(ada, await ada.CreateRoomAsync("Docs"));
        await page.WriteAsync(Docs);

        await Expect(page.Text.Locator("h3")).ToHaveTextAsync("Small heading");
        await Expect(page.Text.Locator("strong")).ToHaveTextAsync("bold");
        await Expect(page.Text.Locator("em")).ToHaveTextAsync("italic");
        await Expect(page.Text.GetByRole(AriaRole.Checkbox)).ToHaveCountAsync(2);
        await Expect(page.Text.GetByRole(AriaRole.Checkbox, new() { Checked = true })).ToHaveAccessibleNameAsync("Done");
        await Expect(page.Text.Locator("img[src]")).ToHaveCountAsync(0);
        await Expect(page.Notices).ToContainTextAsync("An image stayed behind.");
    }

    [Fact]
    public async Task Markdown_Exported_SaysWhatTheTextSays_ImagesIncluded()
    {
        var page = await WrittenAsync();
        var markdown = await ExportAsync(page, "Export as Markdown", "Out.md");

        Assert.StartsWith(
            """
            # Title

            Not *italic* but \*stars\*, **bold**, ~~gone~~, `code` and [a link](https://example.org/a_%28b%29) \| \<b\>

            \# no heading

            - [x] Done
            - [ ] Open

            1. One
               - Deep

            > Said

            | A\|B | C |
            | --- | --- |
            | one | two<br>lines |

            ![A window][image-1]

            ```
            if (a) *b*
            ```

            """.ReplaceLineEndings("\n"), markdown, StringComparison.Ordinal);
        Assert.Contains("[image-1]: <data:image/png;base64,", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Html_Exported_IsAPageOfItsOwn_ThatAnotherBrowserReadsWithoutTheServer()
    {
        var page = await WrittenAsync();
        var html = await ExportAsync(page, "Export as HTML", "Out.html");
        var other = await app.WindowAsync(null, "/healthz");
        await other.SetContentAsync(html);

        Assert.Equal("Out", await other.TitleAsync());
        await Expect(other.Locator("h1")).ToHaveTextAsync("Title");
        await Expect(other.Locator("tr")).ToHaveCountAsync(2);
        await Expect(other.Locator("th").First).ToHaveTextAsync("A|B");
        await Expect(other.Locator("input[type=checkbox]:checked:disabled")).ToHaveCountAsync(1);
        await Expect(other.GetByAltText("A window")).ToHaveJSPropertyAsync("naturalWidth", 2);
        Assert.DoesNotContain(app.Server.Address.Authority, html, StringComparison.Ordinal);
    }

    private async Task<TextPage> WrittenAsync()
    {
        var ada = await app.PersonAsync("Ada");
        var page = await app.OpenAsync(ada, await ada.CreateRoomAsync("Out"));
        await page.WriteAsync(
            """
            <h1>Title</h1><p>Not <em>italic</em> but *stars*, <b>bold</b>, <s>gone</s>, <code>code</code> and <a href="https://example.org/a_(b)">a link</a> | &lt;b&gt;</p><p># no heading</p>
            <ul data-type="taskList"><li data-type="taskItem" data-checked="true"><p>Done</p></li><li data-type="taskItem" data-checked="false"><p>Open</p></li></ul>
            <ol><li><p>One</p><ul><li><p>Deep</p></li></ul></li></ol><blockquote><p>Said</p></blockquote>
            <table><tr><th>A|B</th><th>C</th></tr><tr><td>one</td><td><p>two</p><p>lines</p></td></tr></table><p>Image below</p><pre><code>if (a) *b*</code></pre>
            """);
        await page.SelectAsync("Image below");
        await page.Page.Keyboard.PressAsync("Delete");
        await page.Page.GetByTestId("image-input").SetInputFilesAsync(new FilePayload { Name = "window.png", MimeType = "image/png", Buffer = Pictures.Png });
        await page.Text.Locator("img[src^='/api/']").ClickAsync();
        await page.Page.GetByLabel("What the image shows").FillAsync("A window");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Text.GetByAltText("A window")).ToBeVisibleAsync();
        return page;
    }

    private static async Task<string> ExportAsync(TextPage page, string action, string name)
    {
        await page.Page.Keyboard.PressAsync("Control+k");
        await page.Page.GetByRole(AriaRole.Combobox, new() { Name = "Search all actions" }).FillAsync(action);
        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.Keyboard.PressAsync("Enter"));
        Assert.Equal(name, download.SuggestedFilename);
        return await File.ReadAllTextAsync(await download.PathAsync());
    }
}
