using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace RealLearning.Pages;

/// <summary>
/// Measures what the pages of a large cohort take, first on a site with nothing else and then among nine cohorts more of the same size.
/// <c>run [LOOKS]</c>: how often each page is asked for (200).
/// </summary>
internal static class Program
{
    private const int Others = 9;

    private static async Task Main(string[] args)
    {
        var looks = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200;
        var folder = Directory.CreateTempSubdirectory("pages-").FullName;
        try
        {
            await using var app = Api.Program.Build(["--urls", "http://127.0.0.1:0", $"--Data={folder}", "--Logging:LogLevel:Default=Warning"]);
            await app.StartAsync();
            await MeasureAsync(app, looks);
            await app.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(WebApplication app, int looks)
    {
        using var people = await People.ComeAsync(app);
        var site = new Site(app.Services.GetRequiredService<IGrainFactory>());
        var cohort = await site.CohortAsync("measured", people.Tutor, people.Learner);
        var small = await new Looks(people, cohort, looks).AllAsync();
        for (var i = 0; i < Others; i++)
        {
            await site.CohortAsync($"other-{i}", Site.Stranger($"tutor-{i}"), Site.Stranger($"learner-{i}"));
        }

        var large = await new Looks(people, cohort, looks).AllAsync();
        Console.WriteLine($"{Site.Learners} learners in {Site.Learners / Site.GroupSize} groups, each of which has begun its workspace; {looks} looks at each page, {Environment.ProcessorCount} cores.\n");
        Console.WriteLine("| page | KB | alone p50 ms | alone p99 ms | among ten p50 ms | among ten p99 ms |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (before, after) in small.Zip(large))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {before.Page} | {before.Bytes / 1024.0:0.0} | **{before.Quantile(0.5):0.00}** | {before.Quantile(0.99):0.00} | **{after.Quantile(0.5):0.00}** | {after.Quantile(0.99):0.00} |"));
        }
    }
}
