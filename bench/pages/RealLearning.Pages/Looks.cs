namespace RealLearning.Pages;

/// <summary>Asks for the pages of one cohort again and again, one look at a time, in rounds: page after page in each.</summary>
internal sealed class Looks(ServerSide server, People people, (string Cohort, string Challenge) measured, int looks)
{
    private const int Rounds = 5;
    private const int WarmLooks = 500;

    public async Task<IReadOnlyList<Measured>> AllAsync()
    {
        (string Name, HttpClient Http, string Path)[] pages =
        [
            ("today, a learner", people.LearnerHttp, "/api/today"),
            ("today, a tutor", people.TutorHttp, "/api/today"),
            ("cohort, a learner", people.LearnerHttp, $"/api/cohorts/{measured.Cohort}"),
            ("cohort, a tutor", people.TutorHttp, $"/api/cohorts/{measured.Cohort}"),
            ("how sure learners feel, a tutor who looks", people.TutorHttp, $"/api/cohorts/{measured.Cohort}/confidence"),
            ("challenges, a tutor", people.TutorHttp, "/api/challenges"),
            ("challenge, a tutor", people.TutorHttp, $"/api/challenges/{measured.Challenge}"),
            ("needs of a challenge, a tutor", people.TutorHttp, $"/api/challenges/{measured.Challenge}/needs"),
            ("rooms, a learner", people.LearnerHttp, "/api/rooms"),
        ];
        var found = pages.Select(static page => new Measured(page.Name)).ToArray();
        foreach (var (_, http, path) in pages)
        {
            await AskAsync(http, path, WarmLooks);
        }

        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < pages.Length; i++)
            {
                server.Take();
                found[i].Bytes = await AskAsync(pages[i].Http, pages[i].Path, looks);
                found[i].Add(server.Take(), looks);
            }
        }

        return found;
    }

    /// <summary>The size of an answer, in bytes.</summary>
    private static async Task<int> AskAsync(HttpClient http, string path, int times)
    {
        var bytes = 0;
        for (var i = 0; i < times; i++)
        {
            bytes = (await http.GetByteArrayAsync(path)).Length;
        }

        return bytes;
    }
}
