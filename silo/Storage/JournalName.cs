using System.Text;
using RealLearning.Contracts.Documents;

namespace RealLearning.Silo.Storage;

/// <summary>A document's name with the bytes by which its rows are found.</summary>
internal readonly struct JournalName(DocumentName document)
{
    public DocumentName Document { get; } = document;

    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(document.ToString());
}
