/* Ten rounds of 32 people at 8 tables: a signing of two affine planes of order 4 on the same 16 points; signed_planes SEED TRIALS.

   Person x + 16*s, s in {0, 1}. A line {a, b, c, d} with signs gives the tables {x + 16*(sign x)} and {x + 16*(1 - sign x)}, so a
   parallel class of 4 lines is a round of 8 tables. Every two points lie on one line of each plane; they meet without a repeat where
   sign x + sign y differs between the two lines: 120 linear equations over GF(2). The second plane is the first under a random
   linear map over GF(2) (every other time with two points exchanged), drawn until the equations have a solution. Prints the permutation and, for each of the 40 lines, its points with signs. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef struct {unsigned long long w[3];} Row;
static unsigned long long s=1; static int rnd(int n){s^=s<<13;s^=s>>7;s^=s<<17;return (int)((s>>20)%n);}
static int mul(int a,int b){static const int t[4][4]={{0,0,0,0},{0,1,2,3},{0,2,3,1},{0,3,1,2}};return t[a][b];}
int main(int c,char**v){ s=88172645463325252ULL+atoll(v[1]); long trials=atol(v[2]);
  int L[20][4]; for(int m=0;m<5;m++)for(int q=0;q<4;q++)for(int x=0;x<4;x++)L[m*4+q][x]= m<4? 4*x+(mul(m,x)^q) : 4*q+x;
  int on[16][16]; for(int l=0;l<20;l++)for(int i=0;i<4;i++)for(int j=0;j<4;j++)if(i!=j)on[L[l][i]][L[l][j]]=l;
  int pos[20][16]; for(int l=0;l<20;l++)for(int i=0;i<4;i++)pos[l][L[l][i]]=i;
  for(long t=0;t<trials;t++){ int p[16],inv[16],g[4],seen=0;for(int i=0;i<4;i++)g[i]=rnd(16);for(int i=0;i<16;i++){p[i]=0;for(int b=0;b<4;b++)if(i>>b&1)p[i]^=g[b];seen|=1<<p[i];} if(seen!=65535)continue; if(t&1){int i=rnd(16),j=rnd(16);int z=p[i];p[i]=p[j];p[j]=z;} for(int i=0;i<16;i++)inv[p[i]]=i;
    Row R[120];int n=0; for(int x=0;x<16;x++)for(int y=0;y<x;y++){Row r={{0,0,0}};int a=on[x][y],b=on[inv[x]][inv[y]];
      int e[4]={a*4+pos[a][x],a*4+pos[a][y],80+b*4+pos[b][inv[x]],80+b*4+pos[b][inv[y]]}; for(int k=0;k<4;k++)r.w[e[k]>>6]^=1ULL<<(e[k]&63); r.w[2]^=1ULL<<63; R[n++]=r;}
    int piv[160],rank=0,bad=0; for(int col=0;col<160&&rank<120;col++){int q=-1;for(int i=rank;i<120;i++)if(R[i].w[col>>6]>>(col&63)&1){q=i;break;} if(q<0)continue; Row z=R[q];R[q]=R[rank];R[rank]=z;
      for(int i=0;i<120;i++)if(i!=rank&&(R[i].w[col>>6]>>(col&63)&1))for(int k=0;k<3;k++)R[i].w[k]^=z.w[k]; piv[rank++]=col;}
    for(int i=rank;i<120;i++)if(R[i].w[2]>>63&1){bad=1;break;}
    if(bad)continue;
    int sg[160]={0};for(int i=0;i<rank;i++)sg[piv[i]]=R[i].w[2]>>63&1;
    for(int i=0;i<16;i++)printf("%d ",p[i]);printf("\n");
    for(int l=0;l<20;l++){for(int i=0;i<4;i++)printf("%d ",L[l][i]+16*sg[l*4+i]);printf("\n");}
    for(int l=0;l<20;l++){for(int i=0;i<4;i++)printf("%d ",p[L[l][i]]+16*sg[80+l*4+i]);printf("\n");}
    fprintf(stderr,"trial %ld rank %d\n",t,rank); return 0; }
  return 1; }
