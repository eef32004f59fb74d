using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Access;

/// <summary>ASP.NET's keys in the node's store. Its own repository of files does not bring them to the disk.</summary>
internal sealed class KeyRing(ISignInKeys keys) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. keys.All().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) => keys.Put(friendlyName, element.ToString(SaveOptions.DisableFormatting));
}
