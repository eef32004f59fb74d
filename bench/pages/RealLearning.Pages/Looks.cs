using System.Diagnostics;

namespace RealLearning.Pages;

/// <summary>Asks for each page again and again, one at a time, from the request's first byte to the answer's last over loopback.</summary>
internal sealed class Looks(People people, (string Cohort, string Challenge) measured, int looks)
{
    private const int WarmLooks = 50;

    public async Task<IReadOnlyList<Measured>> AllAsync() =>
    [
        await PageAsync("today, a learner", people.LearnerHttp, "/api/today"),
        await PageAsync("today, a tutor", people.TutorHttp, "/api/today"),
        await PageAsync("cohort, a learner", people.LearnerHttp, $"/api/cohorts/{measured.Cohort}"),
        await PageAsync("cohort, a tutor", people.TutorHttp, $"/api/cohorts/{measured.Cohort}"),
        await PageAsync("challenges, a tutor", people.TutorHttp, "/api/challenges"),
        await PageAsync("challenge, a tutor", people.TutorHttp, $"/api/challenges/{measured.Challenge}"),
        await PageAsync("rooms, a learner", people.LearnerHttp, "/api/rooms"),
    ];

    private async Task<Measured> PageAsync(string page, HttpClient http, string path)
    {
        for (var i = 0; i < WarmLooks; i++)
        {
            await http.GetByteArrayAsync(path);
        }

        var (took, bytes) = (new double[looks], 0);
        for (var i = 0; i < looks; i++)
        {
            var from = Stopwatch.GetTimestamp();
            bytes = (await http.GetByteArrayAsync(path)).Length;
            took[i] = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        }

        Array.Sort(took);
        return new Measured(page, bytes, took);
    }

    internal sealed record Measured(string Page, int Bytes, double[] SortedMs)
    {
        /// <summary>By rank.</summary>
        public double Quantile(double share) => SortedMs[Math.Max(0, (int)Math.Ceiling(SortedMs.Length * share) - 1)];
    }
}
