using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace FollowUp.Contracts.Tests;

/// <summary>
/// Reads from built assemblies which members of other people's packages they use, as "Type.Member" by package. For API.md: a reviewer
/// checks each line against the real package.
/// </summary>
public static class ContractUse
{
    /// <summary>The assemblies that eng/contracts stands in for, one per project, each with its package's id.</summary>
    public static IReadOnlyDictionary<string, string> ContractAssemblies(string repository) =>
        Directory.EnumerateFiles(Path.Combine(repository, "eng", "contracts"), "*.csproj", SearchOption.AllDirectories).ToDictionary(
            file => XDocument.Load(file).Descendants("AssemblyName").SingleOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(file),
            file => Path.GetFileNameWithoutExtension(file)!);

    public static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "FollowUp.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("FollowUp.sln is not above the tests.");
        }
        return folder;
    }

    /// <summary>Every type and member of <paramref name="contracts"/> that the assembly at <paramref name="path"/> names.</summary>
    public static SortedDictionary<string, SortedSet<string>> Read(string path, IReadOnlyDictionary<string, string> contracts)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        var used = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        void Add(TypeReferenceHandle handle, string member)
        {
            if (AssemblyOf(metadata, handle) is { } assembly && contracts.TryGetValue(assembly, out var package))
            {
                used.TryAdd(package, new SortedSet<string>(StringComparer.Ordinal));
                used[package].Add(NameOf(metadata, handle) + member);
            }
        }
        foreach (var handle in metadata.TypeReferences)
        {
            Add(handle, "");
        }
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (DeclaringType(metadata, member.Parent) is { IsNil: false } type)
            {
                Add(type, "." + metadata.GetString(member.Name));
            }
        }
        return used;
    }

    private static TypeReferenceHandle DeclaringType(MetadataReader metadata, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => (TypeReferenceHandle)parent,
        HandleKind.TypeSpecification => GenericDefinition(metadata, (TypeSpecificationHandle)parent),
        _ => default,
    };

    // A member of a generic instance: GENERICINST (0x15), CLASS or VALUETYPE, then the coded token of the definition.
    private static TypeReferenceHandle GenericDefinition(MetadataReader metadata, TypeSpecificationHandle handle)
    {
        var blob = metadata.GetBlobReader(metadata.GetTypeSpecification(handle).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return default;
        }
        blob.ReadCompressedInteger();
        var definition = blob.ReadTypeHandle();
        return definition.Kind == HandleKind.TypeReference ? (TypeReferenceHandle)definition : default;
    }

    private static string? AssemblyOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var scope = metadata.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => AssemblyOf(metadata, (TypeReferenceHandle)scope),
            HandleKind.AssemblyReference => metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name),
            _ => null,
        };
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{NameOf(metadata, (TypeReferenceHandle)type.ResolutionScope)}.{name}"
            : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
