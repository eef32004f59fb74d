using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace RealLearning.Pages;

/// <summary>
/// Measures what the pages of a cohort take: of a small one and of a large one on a site with nothing else, and of both again with ten more of the large one's size beside them.
/// <c>run [LOOKS] [OTHERS]</c>: how often each page is asked for in a round (200), and how many cohorts come beside (10).
/// </summary>
internal static class Program
{
    private const int SmallGroups = 10;
    private const int LargeGroups = 100;

    private static async Task Main(string[] args)
    {
        var looks = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200;
        var others = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10;
        var folder = Directory.CreateTempSubdirectory("pages-").FullName;
        try
        {
            var server = new ServerSide();
            await using var app = Api.Program.Build(
                ["--urls", "http://127.0.0.1:0", $"--Data={folder}", "--Logging:LogLevel:Default=Warning"],
                builder => builder.Services.AddSingleton<IStartupFilter>(server).AddSingleton<IIncomingGrainCallFilter>(server));
            await app.StartAsync();
            await MeasureAsync(app, server, looks, others);
            await app.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(WebApplication app, ServerSide server, int looks, int others)
    {
        var site = new Site(app.Services.GetRequiredService<IGrainFactory>());
        using var administrator = await People.AdministratorAsync(app);
        using var few = await People.ComeAsync(administrator, "few");
        using var many = await People.ComeAsync(administrator, "many");
        var small = new Looks(server, few, await site.CohortAsync("small", SmallGroups, few.Tutor, few.Learner), looks);
        var large = new Looks(server, many, await site.CohortAsync("large", LargeGroups, many.Tutor, many.Learner), looks);
        Console.WriteLine($"{looks} looks at each page in each of five rounds, {Environment.ProcessorCount} cores. The median of the rounds, the smallest and the largest behind it.\n");
        Write($"{SmallGroups} groups, {SmallGroups * Site.GroupSize} learners", await small.AllAsync());
        Write($"{LargeGroups} groups, {LargeGroups * Site.GroupSize} learners", await large.AllAsync());
        for (var i = 0; i < others; i++)
        {
            await site.CohortAsync($"other-{i}", LargeGroups, Site.Stranger($"tutor-{i}"), Site.Stranger($"learner-{i}"));
        }

        var beside = $"{others} more cohorts of {LargeGroups * Site.GroupSize} beside it";
        Write($"{SmallGroups} groups, {beside}", await small.AllAsync());
        Write($"{LargeGroups} groups, {beside}", await large.AllAsync());
    }

    private static void Write(string title, IReadOnlyList<Measured> pages)
    {
        Console.WriteLine($"{title}:\n");
        Console.WriteLine("| page | KB | grain calls | p50 ms | p99 ms |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        foreach (var page in pages)
        {
            Console.WriteLine($"| {page.Page} | {page.Cells} |");
        }

        Console.WriteLine();
    }
}
