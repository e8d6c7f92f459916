/** The resource that the examples of all categories name, as diagnostic settings write it. */
export const exampleResource =
  '/SUBSCRIPTIONS/1B2C3D4E-0000-4000-8000-000000000001/RESOURCEGROUPS/TALK-RG/PROVIDERS/MICROSOFT.COMMUNICATION/COMMUNICATIONSERVICES/TALK';
