/** The doors to the client, for parts that stand deep in a screen; the gallery hands in its own. */
import { createContext, useContext } from 'react';
import { type Services, services } from '../../client/contract/services.ts';

export const ServicesContext = createContext<Services>(services);

export function useServices(): Services {
  return useContext(ServicesContext);
}
