namespace RealLearning.Api.Live;

/// <summary>A room did not answer although it was asked several times.</summary>
internal sealed class RoomUnreachableException(Exception inner) : Exception("The room cannot be reached.", inner);
