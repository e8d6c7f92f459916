/** Finds properties of types that the seam does not know, in rows that other programs wrote into an account of Azure tables. */

/** A row that cannot be read without changing what it says. */
export class ForeignType extends Error {
  override name = 'ForeignType';
}

/** Edm.Int32 is none of Commlog's either, but carries no annotation, and loses nothing as Edm.Double. */
const known: readonly unknown[] = ['Edm.String', 'Edm.Double', 'Edm.Int64', 'Edm.Int32', 'Edm.Boolean'];

/** Throws {@link ForeignType} naming table, row, property and type. `rows` are those of an answer with minimal metadata. */
export function refuseForeignTypes(table: string, rows: readonly Readonly<Record<string, unknown>>[]): void {
  for (const row of rows) {
    for (const name in row) {
      if (!name.endsWith('@odata.type') || name === 'Timestamp@odata.type' || known.includes(row[name])) continue;
      throw new ForeignType(
        `table ${table} holds a row that is not of Commlog: property ${name.slice(0, -'@odata.type'.length)} of partition ` +
          `"${row['PartitionKey']}", row "${row['RowKey']}" is of type ${row[name]}; move such rows elsewhere.`,
      );
    }
  }
}
