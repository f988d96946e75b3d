import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { newClient } from './api/client.ts';
import { App } from './app/app.tsx';
import './look/page.css';
import { theme, variables } from './look/theme.ts';

/** The word of this answer that lets a style sheet count, from the page itself. */
function nonce(): string {
  return document.querySelector<HTMLElement>('meta[property=csp-nonce]')?.nonce ?? '';
}

// The style sheet that holds the page still under a dialog asks for the word by this name.
Object.assign(window, { __webpack_nonce__: nonce() });

const place = document.getElementById('page');
if (place === null) throw new Error('the page has its place');
createRoot(place).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto" getStyleNonce={nonce}>
      <QueryClientProvider client={newClient()}>
        <BrowserRouter>
          <App />
        </BrowserRouter>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
