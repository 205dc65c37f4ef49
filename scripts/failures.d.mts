export declare function unitFailures(report: unknown, root: string): string[];
export declare function browserFailures(report: unknown, folder: string): string[];
