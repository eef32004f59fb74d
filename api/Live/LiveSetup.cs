namespace RealLearning.Api.Live;

/// <summary>The live core's place in the server.</summary>
internal static class LiveSetup
{
    public static void AddLive(this IServiceCollection services)
    {
        services.AddOptions<DoorOptions>().BindConfiguration(DoorOptions.Section)
            .Validate(AllPositive, "Doors: numbers must be above 0.")
            .ValidateOnStart();
        services.AddSingleton<RoomCalls>();
        services.AddSingleton<DocumentSessions>();
    }

    private static bool AllPositive(DoorOptions options) => typeof(DoorOptions).GetProperties()
        .Where(property => property.PropertyType == typeof(int))
        .All(property => (int)property.GetValue(options)! > 0);
}
