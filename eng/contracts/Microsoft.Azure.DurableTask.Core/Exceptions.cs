// Contract of Microsoft.Azure.DurableTask.Core 3.8.0 (what Microsoft.DurableTask.Abstractions 1.24.2 depends on); Azure/durabletask,
// src/DurableTask.Core/Exceptions/OrchestrationAlreadyExistsException.cs.
namespace DurableTask.Core.Exceptions;

public class OrchestrationAlreadyExistsException : InvalidOperationException
{
    public OrchestrationAlreadyExistsException() { }
    public OrchestrationAlreadyExistsException(string message) : base(message) { }
    public OrchestrationAlreadyExistsException(string message, Exception innerException) : base(message, innerException) { }
}
