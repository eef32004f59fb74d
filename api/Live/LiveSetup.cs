using RealLearning.Api.Hosting;

namespace RealLearning.Api.Live;

/// <summary>The live core's place in the server.</summary>
internal static class LiveSetup
{
    public static void AddLive(this IServiceCollection services)
    {
        services.AddLimits<DoorOptions>(DoorOptions.Section);
        services.AddSingleton<RoomCalls>();
        services.AddSingleton<JoinLimit>();
        services.AddSingleton<DocumentSessions>();
    }
}
