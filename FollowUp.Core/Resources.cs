namespace FollowUp.Core;

/// <summary>The data files embedded in this assembly, named by their path in the project.</summary>
internal static class Resources
{
    public static Stream Open(string path) =>
        typeof(Resources).Assembly.GetManifestResourceStream(path)
        ?? throw new InvalidOperationException($"The data file {path} is not embedded in {typeof(Resources).Assembly.GetName().Name}.");
}
