namespace RealLearning.EndToEnd.Tests.Support;

internal static class Pictures
{
    /// <summary>A small grey picture, 2 by 1 pixels.</summary>
    public static byte[] Png { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAC0lEQVR42mOoAAMACd8C0cIWHMUAAAAASUVORK5CYII=");
}
